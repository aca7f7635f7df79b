/// Documents by name that survive a crash: where a run says how far it came.
@org.jspecify.annotations.NullMarked
package io.wherry.checkpoint;

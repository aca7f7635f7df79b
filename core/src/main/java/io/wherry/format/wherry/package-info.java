/// The four fields and `meta`: who, when, where in the log.
@org.jspecify.annotations.NullMarked
package io.wherry.format.wherry;

/// Choosing and routing: which changes are published, and under which key.
@org.jspecify.annotations.NullMarked
package io.wherry.transform;

/// Where records go, in order, until each is acknowledged.
@org.jspecify.annotations.NullMarked
package io.wherry.sink;

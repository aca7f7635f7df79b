/// Following one server: from its log to named row changes.
@org.jspecify.annotations.NullMarked
package io.wherry.source;

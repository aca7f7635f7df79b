/// Definitions of tables, tracked through random and real changes of them, on real servers.
@org.jspecify.annotations.NullMarked
package io.wherry.definitions;

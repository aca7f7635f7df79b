/// The nouns of a row change: table, column, row, transaction, position.
@org.jspecify.annotations.NullMarked
package io.wherry.change;

/// The four fields and nothing more: table, row, type, schema.
@org.jspecify.annotations.NullMarked
package io.wherry.format.seed;

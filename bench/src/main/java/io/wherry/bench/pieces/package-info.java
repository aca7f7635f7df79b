/// The pieces of the hot path one by one, measured by JMH on rows that a server has logged:
/// decoding and encoding each type of column, the formats, keys, aggregates.
@org.jspecify.annotations.NullMarked
package io.wherry.bench.pieces;

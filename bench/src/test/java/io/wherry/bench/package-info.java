/// That the benchmarks run; what they measure is not tested.
@org.jspecify.annotations.NullMarked
package io.wherry.bench;

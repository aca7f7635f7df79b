/// The whole way from a source to a stream in virtual time: one seed, one run.
@org.jspecify.annotations.NullMarked
package io.wherry.simulation;

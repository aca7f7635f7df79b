package io.wherry.simulation;

/// The process dies here. An Error, since nothing in the flow may catch it.
final class Killed extends Error {
  Killed() {
    super("killed", null, false, false);
  }
}

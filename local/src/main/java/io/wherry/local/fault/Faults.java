package io.wherry.local.fault;

/// Decides for each call what goes wrong with it. Asked on the thread that serves the call, so from
/// several threads at once.
@FunctionalInterface
public interface Faults {
  /// Nothing ever goes wrong.
  Faults NONE = call -> Fault.NONE;

  /// What is to go wrong with this call.
  Fault on(Call call);
}

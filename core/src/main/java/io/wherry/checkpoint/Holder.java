package io.wherry.checkpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Who holds a checkpoint, for the line that a second run ends with.
public final class Holder {
  private static final int HOST_MAX = 100;

  private Holder() {}

  /// This process: `db7 process 4711`.
  public static String ofThisProcess() {
    return host() + " process " + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.substring(0, Math.min(HOST_MAX, name.length()));
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }

  /// A holder as [CheckpointException#inUse] wants it.
  public static String shown(String holder) {
    String line = holder.replaceAll("\\p{Cntrl}", "?").strip();
    return line.isEmpty() ? "" : " (" + line + ")";
  }
}

package io.wherry.simulation;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where records go that are too large; it outlives the process. A write may fail, done or not.
final class SimulatedDeadLetter implements DeadLetter {
  /// Percent of writes whose outcome is not known.
  private static final int FAILED = 30;

  private static final Pattern POINTER =
      Pattern.compile("\\{\"dead_letter\".*\"object\":\"(.*?)\"");

  private final World world;
  private final Map<String, byte[]> objects = new HashMap<>();

  SimulatedDeadLetter(World world) {
    this.world = world;
  }

  @Override
  public Outcome write(Digest id, ByteSlice record) {
    String url = "s3://dead/" + id.hex();
    boolean failed = world.chance(FAILED);
    if (!failed || world.random.nextBoolean()) {
      objects.put(url, record.copy());
    }
    return failed
        ? new Outcome.Later("SlowDown")
        : new Outcome.Kept(new DeadLetterPlace.AsObject(url));
  }

  /// What a pointer leads to; null for any other record.
  @Nullable ByteSlice behind(ByteSlice record) {
    Matcher pointer = POINTER.matcher(record.utf8());
    if (!pointer.lookingAt()) {
      return null;
    }
    byte[] kept = objects.get(pointer.group(1));
    if (kept == null) {
      throw new AssertionError("nothing is where this leads: " + record.utf8());
    }
    return ByteSlice.of(kept);
  }

  @Override
  public void close() {}
}

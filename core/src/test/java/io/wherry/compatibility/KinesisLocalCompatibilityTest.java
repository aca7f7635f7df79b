package io.wherry.compatibility;

import static io.wherry.compatibility.RefusalContract.ACCEPTED;
import static java.util.Map.entry;

import io.wherry.server.KinesisLocal;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/// An emulator that is not ours. Where it differs, [Difference] says who is right.
@Tag("server")
class KinesisLocalCompatibilityTest extends KinesisContract {
  private static final String INVALID = "InvalidArgumentException";

  /// It takes what the reference refuses, ends in an error of its own where a value is no number,
  /// and has other names: InvalidArgumentException for what breaks a length, a range or a pattern,
  /// SerializationException for what is missing, ResourceInUseException for a shard that is closed.
  /// The names here are those the service answers with.
  private static final Map<String, String> REFUSES_OTHERWISE =
      Map.ofEntries(
          entry("no records", ACCEPTED),
          entry("records 501", ACCEPTED),
          entry("record of a mebibyte and its key", ACCEPTED),
          entry("record of more than a mebibyte", ACCEPTED),
          entry("one record of a mebibyte and its key", ACCEPTED),
          entry("split at the first hash key", ACCEPTED),
          entry("more than twice as many shards", ACCEPTED),
          entry("explicit hash key of letters", "status 500"),
          entry("ordering number of letters", "status 500"),
          entry("list no shards", "status 500"),
          entry("get by a made up iterator", "status 500"),
          entry("key of no characters", INVALID),
          entry("key of 257 characters", INVALID),
          entry("one key of no characters", INVALID),
          entry("one key of 257 characters", INVALID),
          entry("explicit hash key with a leading zero", INVALID),
          entry("create with a name of 129 characters", INVALID),
          entry("create with a slash in the name", INVALID),
          entry("list 10 001 streams", INVALID),
          entry("iterator of a malformed shard", INVALID),
          entry("get no records", INVALID),
          entry("no shards as target", INVALID),
          entry("no key", "SerializationException"),
          entry("no data", "SerializationException"),
          entry("iterator of unknown type", "SerializationException"),
          entry("get by no iterator", "SerializationException"),
          entry("create with no shards", "LimitExceededException"),
          entry("iterator at a sequence number nobody gave", "ResourceNotFoundException"),
          entry("split a closed shard", "ResourceInUseException"),
          entry("merge a closed shard", "ResourceInUseException"));

  /// Its sequence numbers, by which it knows when a shard was closed, hold whole seconds.
  private static final Duration TICK = Duration.ofMillis(1_100);

  KinesisLocalCompatibilityTest(Wire wire) {
    super(wire);
  }

  @BeforeParameterizedClassInvocation
  static void start(Wire wire) {
    var emulator = KinesisLocal.start();
    URI endpoint = URI.create(emulator.endpoint());
    var differences = EnumSet.allOf(Difference.class);
    ask(emulator, new Service(endpoint, wire, TICK, differences, REFUSES_OTHERWISE));
  }
}

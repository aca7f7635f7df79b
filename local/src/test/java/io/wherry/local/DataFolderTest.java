package io.wherry.local;

import static io.wherry.local.Client.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest extends LocalStreamTest {
  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();

  @Override
  LocalStreamOptions options() {
    return super.options().withData(folder).withStream("s", 2).withNotice(notices::add);
  }

  @Test
  void everythingIsThereAfterARestart() {
    List<Object> before;
    List<String> records;
    String number;
    String iterator;
    try (LocalStream stream = LocalStream.start(options());
        Client client = new Client(stream)) {
      client.put("s", records(0, 100));
      client.ok(
          "MergeShards",
          Map.of("StreamName", "s", "ShardToMerge", SHARD_0, "AdjacentShardToMerge", SHARD_1));
      clock.pass(CHANGE);
      number = client.put("s", "after the merge");
      iterator = client.iterator("s", SHARD_2, "LATEST", Map.of());
      client.ok(
          "CreateStream", Map.of("StreamName", "t", "ShardCount", 3, "MaxRecordSizeInKiB", 2_048));
      clock.pass(CHANGE);
      before = description(client);
      records = client.all("s");
    }
    Client client = client(options());
    assertThat(description(client)).isEqualTo(before);
    assertThat(client.all("s")).isEqualTo(records).hasSize(101);
    assertThat(client.put("s", "again")).isGreaterThan(number);
    assertThat(Client.data(client.read(iterator))).containsExactly("again");
    assertThat(notices).isEmpty();
  }

  private static List<Object> description(Client client) {
    return List.of(
        client.ok("ListStreams", Map.of()),
        client.ok("DescribeStream", Map.of("StreamName", "s")),
        client.ok("DescribeStreamSummary", Map.of("StreamName", "t")));
  }

  // Killed between the answer to SplitShard and the split: the caller was told that it will happen.
  @Test
  void aChangeThatWasUnderWayIsDoneAfterARestart() {
    try (LocalStream stream = LocalStream.start(options());
        Client client = new Client(stream)) {
      client.ok(
          "UpdateShardCount",
          Map.of("StreamName", "s", "TargetShardCount", 4, "ScalingType", "UNIFORM_SCALING"));
      client.ok("CreateStream", Map.of("StreamName", "new", "ShardCount", 1));
    }
    Client client = client(options());
    assertThat(client.shardIds("s")).hasSize(6);
    assertThat(status(client, "new")).isEqualTo("ACTIVE");
  }

  @Test
  void aDeletedStreamLeavesNoFiles() throws IOException {
    Client client = client(options());
    client.put("s", records(0, 10));
    client.ok("DeleteStream", Map.of("StreamName", "s"));
    clock.pass(CHANGE);
    client.ok("ListStreams", Map.of());
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "streams");
    }
  }

  // What was being written when the machine lost power is no record and must not stop the start.
  @Test
  void aTornTailIsCutAndSaid() throws IOException {
    try (LocalStream stream = LocalStream.start(options());
        Client client = new Client(stream)) {
      client.put("s", records(0, 10));
    }
    Path file = lastFile();
    long whole = Files.size(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 21), StandardOpenOption.APPEND);
    Client client = client(options());
    assertThat(client.all("s")).hasSize(10);
    assertThat(Files.size(file)).isEqualTo(whole);
    assertThat(notices)
        .containsExactly(
            file
                + ": 21 bytes of a record that was not completely written are cut off at byte "
                + whole);
    client.put("s", records(10, 10));
    assertThat(client.all("s")).hasSize(20);
  }

  @Test
  void aRecordWhoseBytesAreWrongIsCutToo() throws IOException {
    try (LocalStream stream = LocalStream.start(options());
        Client client = new Client(stream)) {
      client.put("s", records(0, 10));
    }
    Path file = lastFile();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThat(client(options()).all("s")).hasSize(9);
    assertThat(notices).singleElement().asString().contains("are cut off at byte");
  }

  private Path lastFile() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  // A disk that is full or gone: the client must not hear that anything was stored.
  @Test
  void whatCannotBeWrittenIsNotAcknowledged() throws IOException {
    Client client = client(options().withStream("t", 1));
    Path shard;
    try (var files = Files.walk(folder)) {
      shard = files.filter(f -> f.toString().contains("/t.")).max(Comparator.naturalOrder()).get();
    }
    Files.delete(shard);
    Client.Answer refused =
        client.call("PutRecords", Map.of("StreamName", "t", "Records", records(0, 1)));
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.code()).isEqualTo("InternalFailure");
    String line =
        shard.resolve("0000000000000000001.log")
            + ": cannot be written: "
            + shard.resolve("0000000000000000001.log")
            + ": free or repair the disk";
    assertThat(refused.message()).isEqualTo(line);
    assertThat(notices).containsExactly(line + "; nothing is stored until the next start");
    assertThat(client.all("t")).isEmpty();
  }

  @Test
  void aFolderBelongsToOneProcess() {
    start(options());
    assertThatThrownBy(() -> start(options()))
        .isInstanceOf(LocalStreamException.class)
        .hasMessage(
            "data folder "
                + folder
                + ": another local stream uses it: stop that one, or name another --data");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> start(options().withData(file)))
        .hasMessage("data folder " + file + ": is a file: name a folder with --data");
  }

  @Test
  void aPortInUseIsOneLine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> start(options().withPort(port)))
          .isInstanceOf(LocalStreamException.class)
          .hasMessage(
              "127.0.0.1:"
                  + port
                  + ": cannot listen there: Address already in use: choose another --port");
    }
    // The folder is free again.
    start(options());
  }
}

package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.PlainKinesis;
import io.wherry.server.PlainKinesis.Stored;
import io.wherry.server.WherryProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `wherry local-stream` as a process of its own.
class LocalStreamCommandTest {
  private static final String READY = "local stream ready at (http://127\\.0\\.0\\.1:[0-9]+)\n";

  @TempDir Path folder;

  private static WherryProcess start(String... options) {
    var words = new ArrayList<>(List.of("local-stream", "--port=0", "--throttling=false"));
    words.addAll(List.of(options));
    return WherryProcess.start(words.toArray(String[]::new));
  }

  private static URI endpoint(WherryProcess process) {
    return URI.create(process.awaitOutput(READY).group(1));
  }

  @Test
  void itSaysWhereItIsServesAndEndsQuietly() {
    try (WherryProcess process = start("--stream=orders:2", "--stream=other:1")) {
      URI endpoint = endpoint(process);
      var kinesis = new PlainKinesis(endpoint);
      assertThat(kinesis.streams()).containsExactly("orders", "other");
      assertThat(kinesis.shards("orders")).hasSize(2);
      kinesis.put("orders", "k", "hello");
      assertThat(kinesis.data("orders")).containsExactly("hello");
      assertThat(process.terminate()).isZero();
      assertThat(process.stdout()).isEqualTo("local stream ready at " + endpoint + "\n");
      assertThat(process.stderr())
          .isEqualTo(
              "wherry: try AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any"
                  + " AWS_DEFAULT_REGION=us-east-1 aws --endpoint-url="
                  + endpoint
                  + " kinesis put-record --stream-name orders --partition-key k"
                  + " --data aGVsbG8=\n");
    }
  }

  // Whoever was told that a record is stored throws it away.
  @Test
  void nothingThatWasAcknowledgedIsLostByAKill() throws Exception {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    String data = "--data=" + folder;
    try (WherryProcess process = start("--stream=s:3", data)) {
      var kinesis = new PlainKinesis(endpoint(process));
      var producers = new ArrayList<Thread>();
      for (int producer = 0; producer < 4; producer++) {
        int number = producer;
        producers.add(
            Thread.ofVirtual().start(() -> putUntilKilled(kinesis, number, acknowledged)));
      }
      while (acknowledged.size() < 500) {
        Thread.sleep(10);
      }
      process.kill();
      for (Thread producer : producers) {
        producer.join();
      }
    }
    try (WherryProcess process = start("--stream=s:3", data)) {
      var kinesis = new PlainKinesis(endpoint(process));
      List<Stored> stored = kinesis.records("s");
      assertThat(stored.stream().map(Stored::sequenceNumber)).doesNotHaveDuplicates();
      assertThat(stored.stream().map(Stored::data)).doesNotHaveDuplicates();
      assertThat(stored.stream().map(one -> one.sequenceNumber() + " " + one.data()))
          .containsAll(acknowledged);
      assertThat(stored.size()).isLessThanOrEqualTo(acknowledged.size() + 4);
      assertThat(process.terminate()).isZero();
    }
  }

  private static void putUntilKilled(PlainKinesis kinesis, int producer, Queue<String> done) {
    try {
      for (int i = 0; ; i++) {
        String data = producer + "-" + i;
        done.add(kinesis.put("s", data, data) + " " + data);
      }
    } catch (RuntimeException e) {
      // The kill.
      return;
    }
  }

  @Test
  void aPortInUseIsOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WherryProcess process =
            WherryProcess.start("local-stream", "--port=" + taken.getLocalPort())) {
      assertThat(process.awaitExit()).isEqualTo(1);
      assertThat(process.stderr())
          .isEqualTo(
              "wherry: 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": cannot listen there: Address already in use: choose another --port\n");
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Trial trial = Trial.of("local-stream", "--port=0", "--data=" + file);
    assertThat(trial.errLines())
        .containsExactly("wherry: data folder " + file + ": is a file: name a folder with --data");
    assertThat(trial.status).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port=x         | must be a number from 1 to 65535, or 0 for any free port
          --stream=orders  | must be NAME:SHARDS with 1 to 10000 shards, like orders:4
          --stream=a:0     | must be NAME:SHARDS with 1 to 10000 shards, like orders:4
          --throttling=off | must be true or false
          --retention=24   | must be a number and s, m, h or d, like 24h, and at most 365d
          --retention=366d | must be a number and s, m, h or d, like 24h, and at most 365d
          """)
  void aWrongOptionIsOneLine(String word, String reason) {
    Trial trial = Trial.of("local-stream", word);
    assertThat(trial.errLines())
        .containsExactly(
            "wherry: " + word + ": " + reason + " (wherry local-stream --help shows all options)");
    assertThat(trial.status).isEqualTo(2);
  }
}

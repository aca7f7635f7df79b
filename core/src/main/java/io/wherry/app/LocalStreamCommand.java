package io.wherry.app;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.local.LocalStreamOptions.NewStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `wherry local-stream`.
final class LocalStreamCommand implements Command {
  @Override
  public String name() {
    return "local-stream";
  }

  @Override
  public String summary() {
    return "be a Kinesis API on this machine, for tests without AWS";
  }

  @Override
  public List<Option<?>> options() {
    return LocalStreamSettings.ALL;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "wherry local-stream --stream=orders:4",
        "wherry local-stream --port=0 --stream=a:1 --stream=b:2 --throttling=false",
        "wherry local-stream --data=./streams --retention=7d");
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop)
      throws InterruptedException {
    values.check();
    List<NewStream> streams = values.get(LocalStreamSettings.STREAM_LIST).orElse(List.of());
    var asked = new CountDownLatch(1);
    stop.onRequest(asked::countDown);
    try (LocalStream local = LocalStream.start(options(values, streams, console))) {
      console.out().println("local stream ready at " + local.endpoint());
      console.out().flush();
      console.line("wherry: try " + example(local.endpoint(), streams));
      asked.await();
    }
    return Main.SUCCESS;
  }

  private static LocalStreamOptions options(
      OptionValues values, List<NewStream> streams, Console console) {
    LocalStreamOptions options =
        LocalStreamOptions.defaults()
            .withPort(values.need(LocalStreamSettings.PORT).intValue())
            .withThrottling(values.need(LocalStreamSettings.THROTTLING))
            .withRetention(values.need(LocalStreamSettings.RETENTION_TIME))
            .withNotice(line -> console.line("wherry: " + line));
    for (NewStream stream : streams) {
      options = options.withStream(stream.name(), stream.shards());
    }
    return values.get(LocalStreamSettings.DATA).map(options::withData).orElse(options);
  }

  /// A line that can be typed as it stands; any credentials do.
  private static String example(URI endpoint, List<NewStream> streams) {
    String call =
        streams.isEmpty()
            ? "create-stream --stream-name orders --shard-count 4"
            : "put-record --stream-name %s --partition-key k --data aGVsbG8="
                .formatted(streams.getFirst().name());
    return "AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1"
        + " aws --endpoint-url="
        + endpoint
        + " kinesis "
        + call;
  }
}

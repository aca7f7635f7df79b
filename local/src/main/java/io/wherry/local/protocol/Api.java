package io.wherry.local.protocol;

import io.wherry.local.fault.Call;
import io.wherry.local.fault.Fault;
import io.wherry.local.fault.Faults;
import io.wherry.local.fault.Refusal;
import io.wherry.local.log.LogException;
import io.wherry.local.protocol.RequestReader.Records;
import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.ShardIterator;
import io.wherry.local.stream.Stream;
import io.wherry.local.stream.Streams;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Kinesis's API. Source: Kinesis Data Streams API reference, 2013-12-02.
public final class Api {
  private static final String TARGET = "Kinesis_20131202.";
  private static final int OK = 200;

  /// A request that was understood.
  private record Understood(
      String operation, Fields fields, Constraints constraints, int entries) {}

  private final Streams streams;
  private final Faults faults;
  private final AtomicLong calls = new AtomicLong();
  private final StreamOperations onStreams;
  private final ShardOperations onShards;
  private final PutOperations puts;
  private final ReadOperations reads;
  private final AnswerShare answers = new AnswerShare(Stream.READ_BYTES_MAX);

  /// @param faults asked for each call that was understood
  public Api(Streams streams, Faults faults) {
    this.streams = streams;
    this.faults = faults;
    onStreams = new StreamOperations(streams);
    onShards = new ShardOperations(streams);
    puts = new PutOperations(streams);
    reads = new ReadOperations(streams);
  }

  /// What one connection keeps from call to call.
  public static final class Session {
    private final Entries entries = new Entries();
  }

  /// Serves one call. Whoever gets the reply calls [#sent] in the end.
  public Reply answer(Request request, Session session) {
    Wire named = Wire.of(request.contentType());
    Wire wire = named == null ? Wire.JSON : named;
    var body = new AnswerBuffer();
    var answer = new Answer(wire, body);
    Fault fault = Fault.NONE;
    int status = OK;
    long share = request.target().equals(TARGET + "GetRecords") ? answers.take() : 0;
    try {
      Understood call = understand(request, named, session.entries);
      fault =
          faults.on(
              new Call(
                  calls.incrementAndGet(), call.operation, streamOf(call.fields), call.entries));
      pause(fault.heldBack());
      prepare(call, fault);
      serve(call, session.entries, fault, share, answer);
      answer.close();
    } catch (ServiceError e) {
      status = e.status();
      fail(e, wire, answer, body);
    } catch (LogException e) {
      status = fail(ServiceError.internal(String.valueOf(e.getMessage())), wire, answer, body);
    } catch (RuntimeException e) {
      // A mistake of ours: the client should see it, and the others should be served.
      StackTraceElement[] stack = e.getStackTrace();
      String where = stack.length == 0 ? "" : " at " + stack[0];
      status = fail(ServiceError.internal("Mistake: " + e + where), wire, answer, body);
    }
    pause(fault.answerDelay());
    return new Reply(status, wire, body, fault.answerLost(), share);
  }

  /// Hears that a reply was sent, or never will be.
  public void sent(Reply reply) {
    answers.giveBack(reply.share());
  }

  /// Puts an error in the place of what was written so far.
  private static int fail(ServiceError error, Wire wire, Answer begun, AnswerBuffer body) {
    begun.close();
    body.clear();
    var answer = new Answer(wire, body);
    answer.object(() -> {
      answer.text("__type", error.code());
      answer.text("message", error.text());
    });
    answer.close();
    return error.status();
  }

  private static Understood understand(Request request, @Nullable Wire wire, Entries entries) {
    if (wire == null || !request.target().startsWith(TARGET)) {
      throw unknown(
          "no operation is named: the headers must be X-Amz-Target: %sOPERATION and Content-Type:"
                  .formatted(TARGET)
              + " %s or %s".formatted(Wire.JSON.contentType(), Wire.CBOR.contentType()));
    }
    if (!request.signed()) {
      throw ServiceError.of("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    String operation = request.target().substring(TARGET.length());
    Records records =
        switch (operation) {
          case "PutRecord" -> Records.ONE;
          case "PutRecords" -> Records.MANY;
          default -> Records.NONE;
        };
    var constraints = new Constraints();
    if (records != Records.NONE) {
      entries.start(request.length(), constraints);
    }
    Fields fields = RequestReader.read(wire, request.body(), request.length(), records, entries);
    if (records == Records.MANY) {
      entries.checkCount("records");
    }
    int count =
        switch (records) {
          case NONE -> 0;
          case ONE -> 1;
          case MANY -> entries.records();
        };
    return new Understood(operation, fields, constraints, count);
  }

  private static ServiceError unknown(String message) {
    return ServiceError.of("UnknownOperationException", message);
  }

  /// The stream that a call is about, as a fault hears it.
  private String streamOf(Fields fields) {
    String name = fields.streamOrNone(new Constraints());
    String iterator = name.isEmpty() ? fields.text("ShardIterator") : null;
    if (iterator == null) {
      return name;
    }
    return ShardIterator.parse(iterator)
        .flatMap(parsed -> streams.nameOf(parsed.stamp()))
        .orElse("");
  }

  private void prepare(Understood call, Fault fault) {
    refuse(call, fault.refusal());
    if (fault.reshardTo() > 0) {
      streams.find(streamOf(call.fields)).reshardNow(fault.reshardTo());
    }
  }

  private static void refuse(Understood call, Refusal refusal) {
    switch (refusal) {
      case NONE -> {}
      case INTERNAL_FAILURE ->
          throw ServiceError.internal("The request failed because of an internal error.");
      case LIMIT_EXCEEDED ->
          throw ServiceError.of(
              "LimitExceededException", "Rate exceeded for account " + Streams.ACCOUNT + ".");
      case ACCESS_DENIED ->
          throw ServiceError.of(
              "AccessDeniedException",
              "User: arn:aws:iam::%s:user/local is not authorized to perform: kinesis:%s"
                  .formatted(Streams.ACCOUNT, call.operation));
      case EXPIRED_TOKEN ->
          throw ServiceError.of(
              "ExpiredTokenException", "The security token included in the request is expired");
      case SIGNATURE_EXPIRED ->
          throw ServiceError.of(
              "InvalidSignatureException",
              "Signature expired: the time of the request is more than 5 min. off");
    }
  }

  private void serve(Understood call, Entries entries, Fault fault, long share, Answer out) {
    Fields fields = call.fields;
    Constraints constraints = call.constraints;
    switch (call.operation) {
      case "PutRecords" -> puts.putRecords(fields, constraints, entries, fault, out);
      case "PutRecord" -> puts.putRecord(fields, constraints, entries, fault, out);
      case "GetRecords" -> reads.getRecords(fields, constraints, share, out);
      case "GetShardIterator" -> reads.getShardIterator(fields, constraints, out);
      case "ListShards" -> onShards.listShards(fields, constraints, out);
      case "SplitShard" -> onShards.splitShard(fields, constraints);
      case "MergeShards" -> onShards.mergeShards(fields, constraints);
      case "UpdateShardCount" -> onShards.updateShardCount(fields, constraints, out);
      case "CreateStream" -> onStreams.createStream(fields, constraints);
      case "DeleteStream" -> onStreams.deleteStream(fields, constraints);
      case "DescribeStream" -> onStreams.describeStream(fields, constraints, out);
      case "DescribeStreamSummary" -> onStreams.describeStreamSummary(fields, constraints, out);
      case "ListStreams" -> onStreams.listStreams(fields, constraints, out);
      default -> throw unknown("The operation " + call.operation + " is not known here.");
    }
  }

  private static void pause(Duration time) {
    if (time.isPositive()) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package io.wherry.kinesis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Puts without the SDK's client: the request is written once, from the window's bytes into the
/// bytes of the call, and the answer is read where it lies. Credentials and the endpoint are the
/// SDK's.
///
/// One call is one attempt, on a connection that is kept. When its life is over its socket is
/// closed with what is still in it, so nothing of it can arrive later. See
/// `docs/design/015-lean-transport.md`.
final class LeanPut implements Puts {
  private static final int OK = 200;

  private final Wire wire;
  private final PutFailures failures;
  private final HttpConnections connections;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("kinesis-deadlines").unstarted(task));
  private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();

  /// How far this machine's clock is behind the service's, once that has refused a signature for
  /// it.
  private volatile Duration behind = Duration.ZERO;

  /// What the transport is connected to.
  ///
  /// @param endpoint where the API is; asked before each call
  /// @param region of the signatures
  /// @param credentials asked before each call
  /// @param tls for an https endpoint; asked when a connection to one is made, since it reads all
  ///   the authorities that are trusted
  /// @param life of a call
  /// @param clock of the signatures
  record Wire(
      String stream,
      Supplier<URI> endpoint,
      String region,
      Supplier<AwsCredentialsIdentity> credentials,
      Supplier<SSLSocketFactory> tls,
      Duration life,
      InstantSource clock) {}

  LeanPut(Wire wire, KinesisErrors errors) {
    this.wire = wire;
    failures = new PutFailures(errors);
    connections =
        new HttpConnections(
            wire.tls(),
            () -> new PutRequest(wire.stream(), new RequestSigner(wire.region(), "kinesis")));
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /// What differs between the two calls.
  private interface Form {
    void write(PutRequest request);

    void read(PutAnswer answer, HttpConnection from);
  }

  @Override
  public void put(PutEntries entries, PutOutcomes outcomes) {
    call(
        "kinesis:PutRecords",
        entries,
        outcomes,
        new Form() {
          @Override
          public void write(PutRequest request) {
            request.records(entries);
          }

          @Override
          public void read(PutAnswer answer, HttpConnection from) {
            answer.records(from.body(), entries.count(), outcomes);
          }
        });
  }

  @Override
  public void putInOrder(PutEntries entries, @Nullable String after, PutOutcomes outcomes) {
    call(
        "kinesis:PutRecord",
        entries,
        outcomes,
        new Form() {
          @Override
          public void write(PutRequest request) {
            request.record(entries, after);
          }

          @Override
          public void read(PutAnswer answer, HttpConnection from) {
            answer.record(from.body(), outcomes);
          }
        });
  }

  private void call(String action, PutEntries entries, PutOutcomes outcomes, Form form) {
    int count = entries.count();
    var deadline = new Deadline();
    underWay.add(deadline);
    var end = deadlines.schedule(deadline, wire.life().toNanos(), TimeUnit.NANOSECONDS);
    try {
      attempt(deadline, form, entries::leaving);
    } catch (SdkException e) {
      failures.tell(e, action, count, outcomes);
    } catch (IOException | CborReader.Malformed e) {
      failures.tell(failure(e, deadline), action, count, outcomes);
    } finally {
      end.cancel(false);
      underWay.remove(deadline);
    }
  }

  private void attempt(Deadline deadline, Form form, Runnable guard) throws IOException {
    AwsCredentialsIdentity by = wire.credentials().get();
    URI endpoint = wire.endpoint().get();
    HttpConnection connection = connections.take(endpoint, deadline);
    boolean sound = false;
    try {
      PutRequest request = connection.request;
      form.write(request);
      request.sign(endpoint, by, wire.clock().instant().plus(behind));
      connection.exchange(request.array(), request.offset(), request.length(), guard);
      deadline.passed();
      sound = connection.persists() && !deadline.isOver();
      if (connection.status() != OK) {
        AwsServiceException refused = refused(connection);
        if (KinesisErrors.isAboutClock(refused)) {
          learnTime(connection.date());
        }
        throw refused;
      }
      form.read(connection.answer, connection);
    } finally {
      if (sound) {
        connections.giveBack(connection);
      } else {
        connection.close();
      }
    }
  }

  private void learnTime(@Nullable String date) {
    Instant here = wire.clock().instant();
    Optional<Instant> there = date == null ? Optional.empty() : ServiceTime.parse(date);
    there.ifPresent(time -> behind = Duration.between(here, time));
  }

  /// A socket that was closed at the end of the call's life says nothing of why.
  private SdkException failure(Exception e, Deadline deadline) {
    return deadline.isOver() && !(e instanceof ConnectException)
        ? SdkClientException.create("no answer within " + wire.life().toMillis() + " ms")
        : SdkClientException.create(KinesisErrors.rootMessage(e), e);
  }

  private static AwsServiceException refused(HttpConnection connection) {
    int status = connection.status();
    PutAnswer.Refusal said = connection.answer.refusal(connection.errorType(), connection.body());
    return AwsServiceException.builder()
        .message(said.message())
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(said.code())
                .errorMessage(said.message())
                .serviceName("Kinesis")
                .build())
        .build();
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    underWay.forEach(Deadline::run);
    connections.close();
  }
}

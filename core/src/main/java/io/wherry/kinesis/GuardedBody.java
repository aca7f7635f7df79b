package io.wherry.kinesis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/// The body of a put, which is asked for piece by piece as it leaves. Before each piece, and before
/// the end, somebody may forbid it. Then the service gets less than it was promised and takes
/// nothing: a process that was stopped in the middle of a put does not finish it when it goes on.
final class GuardedBody implements ExecutionInterceptor {
  /// Throws when the request must not leave.
  static final ExecutionAttribute<Runnable> GUARD = new ExecutionAttribute<>("wherry.guard");

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    Optional<RequestBody> body = context.requestBody();
    @Nullable Runnable guard = attributes.getAttribute(GUARD);
    if (guard == null || body.isEmpty()) {
      return body;
    }
    ContentStreamProvider content = body.get().contentStreamProvider();
    ContentStreamProvider guarded = () -> new Guarded(content.newStream(), guard);
    String type = body.get().contentType();
    return Optional.of(
        body.get().optionalContentLength().isPresent()
            ? RequestBody.fromContentProvider(
                guarded, body.get().optionalContentLength().get(), type)
            : RequestBody.fromContentProvider(guarded, type));
  }

  private static final class Guarded extends FilterInputStream {
    private final Runnable guard;

    Guarded(InputStream in, Runnable guard) {
      super(in);
      this.guard = guard;
    }

    @Override
    public int read() throws IOException {
      ask();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      ask();
      return super.read(into, offset, length);
    }

    private void ask() throws IOException {
      try {
        guard.run();
      } catch (RuntimeException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}

package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/// What is refused, by which error.
interface RefusalContract extends Contract {
  /// What stands for the error of a call that was accepted.
  String ACCEPTED = "accepted";

  /// A client decides by the name of the error whether to try again, to create the stream or to
  /// give up.
  @Test
  default void everyMistakeIsRefusedByItsName() {
    TestStream stream = service().create(3);
    stream.split(stream.shards().get(2));
    var wrong = new ArrayList<String>();
    for (Mistake mistake : Mistake.ALL) {
      String error = errorOf(mistake, stream);
      String otherwise = service().refusesOtherwise().get(mistake.what());
      Set<String> expected = otherwise == null ? mistake.errors() : Set.of(otherwise);
      if (!expected.contains(error)) {
        wrong.add(mistake.what() + ": " + error + " instead of " + expected);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(Mistake.ALL)
        .extracting(Mistake::what)
        .containsAll(service().refusesOtherwise().keySet());
  }

  private String errorOf(Mistake mistake, TestStream stream) {
    KinesisException thrown =
        catchThrowableOfType(KinesisException.class, () -> mistake.call().make(client(), stream));
    if (thrown == null) {
      stream.awaitActive();
      return ACCEPTED;
    }
    if (thrown.statusCode() != 400) {
      return "status " + thrown.statusCode();
    }
    String message = thrown.awsErrorDetails().errorMessage();
    return thrown.awsErrorDetails().errorCode() + (message.isBlank() ? " without a message" : "");
  }
}

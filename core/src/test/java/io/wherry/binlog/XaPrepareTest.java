package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The end of an XA transaction's rows. Its name has to be the one that `XA COMMIT` has in the log,
/// or the rows are never found again.
class XaPrepareTest {
  @Test
  void theNameIsTheOneOfStatements() {
    EventReader reader = Events.reader(false);
    assertThat(
            reader.read(
                Events.of(38, 0, 0, "00" + "07000000" + "03000000" + "01000000" + "00ff2761")))
        .isEqualTo(EventType.XA_PREPARE);
    assertThat(reader.xaPrepare().name()).isEqualTo("X'00ff27',X'61',7");
    assertThat(reader.xaPrepare().onePhase()).isFalse();
    reader.read(Events.of(38, 0, 0, "01" + "ffffffff" + "01000000" + "00000000" + "61"));
    assertThat(reader.xaPrepare().name()).isEqualTo("X'61',X'',4294967295");
    assertThat(reader.xaPrepare().onePhase()).isTrue();
  }

  @Test
  void aHostileNameIsRefused() {
    EventReader reader = Events.reader(false);
    assertThatThrownBy(() -> reader.read(Events.of(38, 0, 150, "0001000000ffffffff00000000")))
        .hasMessage(
            "binlog.000007:114 XA_PREPARE: a part of its XA name is 4294967295 bytes, at most"
                + " 64 are"
                + " possible");
    assertThatThrownBy(() -> reader.read(Events.of(38, 0, 150, "0001000000400000000000000061")))
        .isInstanceOf(BinlogException.class);
  }
}

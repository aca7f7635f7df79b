package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.checkpoint.CheckpointStore;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import io.wherry.schema.TableName;
import java.util.LinkedHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is remembered of prepared XA transactions. A checkpoint that forgets one loses its rows;
/// one that grows beyond its bound cannot be saved at all.
class PreparedBranchesTest {
  private static Branch branch(int number, String table) {
    String gtid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    return new Branch(
        new Xid("X'%0128x',X'%0128x',1".formatted(number, number)),
        new Branch.Name(gtid + ":" + number, gtid, true, 1, 8),
        new LogPlace("odd name.000001", 4711 + number),
        1_763_832_000,
        false,
        Set.of(new TableName("my.shop", table)),
        false,
        "");
  }

  private static Memory memory(PreparedBranches branches) {
    var lines = new LinkedHashMap<String, String>();
    var documents = new LinkedHashMap<String, String>();
    branches.remember(lines, documents);
    return new Memory(lines, documents);
  }

  @Test
  void fewAreLinesOfTheCheckpoint() {
    var branches = new PreparedBranches();
    branches.add(branch(1, "a, b=c\n"));
    branches.add(branch(2, "日本"));
    Memory memory = memory(branches);
    assertThat(memory.lines()).containsOnlyKeys("xa.1", "xa.2");
    assertThat(memory.lines().values()).noneMatch(line -> line.contains("\n"));
    assertThat(memory.documents()).isEmpty();
    assertThat(PreparedBranches.of(memory).all()).containsExactlyElementsOf(branches.all());
    branches.decided(branch(1, "").xid());
    assertThat(memory(branches).lines()).containsOnlyKeys("xa.1");
  }

  @Test
  void manyAreDocumentsWithinTheirBound() {
    var branches = new PreparedBranches();
    for (int i = 0; i < PreparedBranches.BRANCHES_MAX; i++) {
      branches.add(branch(i, "orders"));
    }
    Memory memory = memory(branches);
    assertThat(memory.lines()).isEmpty();
    assertThat(memory.documents()).hasSizeLessThan(200);
    assertThat(String.join(",", memory.documents().keySet())).hasSizeLessThan(8_192);
    assertThat(memory.documents().values())
        .allMatch(document -> document.length() <= CheckpointStore.MAX_BYTES);
    assertThat(PreparedBranches.of(memory).all()).containsExactlyElementsOf(branches.all());
    assertThat(memory(branches)).isEqualTo(memory);
    assertThatThrownBy(() -> branches.add(branch(-1 >>> 1, "orders")))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "odd name.000001:-2147478938: more than 10000 XA transactions are prepared and not"
                + " decided: XA RECOVER lists them; commit or roll back those that were forgotten");
  }

  @Test
  void aStatementThatChangesOneOfItsTablesIsRemembered() {
    var branches = new PreparedBranches();
    branches.add(branch(1, "orders"));
    branches.add(branch(2, "items"));
    var alter =
        (Statement.TableChange)
            Statement.read("alter table `my.shop`.orders rename column a to b", "", 0);
    branches.changed(alter, new LogPlace("binlog.000002", 99));
    assertThat(PreparedBranches.of(memory(branches)).all())
        .extracting(Branch::changed)
        .containsExactly("ALTER TABLE at binlog.000002:99", "");
  }

  @Test
  void aLineThatIsNotUnderstoodIsRefused() {
    var lines = new LinkedHashMap<String, String>();
    lines.put("xa.1", "X'61',X'',1 binlog.000001");
    assertThatThrownBy(() -> PreparedBranches.of(new Memory(lines, new LinkedHashMap<>())))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "checkpoint: a prepared transaction 'X'61',X'',1 binlog.000001' is not understood:"
                + " restore it, or give --restart-from");
  }
}

package io.wherry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements that are passed on: which names they name, and what they did to rows.
class DefinitionTest {
  private static @Nullable String read(String sql) {
    Definition read = Definition.read(sql, "shop", 0);
    return read == null ? null : read.kind().word() + " " + read.rows().word() + " " + read.names();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create table t (a int) | table-create kept [shop.t]",
        "create table if not exists `a b`.`c``d` like x | table-create kept [a b.c`d]",
        "create or replace table t (a int) | table-create removed [shop.t]",
        "create unique index i using btree on x.t (a) | table-alter kept [x.t]",
        "drop index i on t | table-alter kept [shop.t]",
        "truncate t | table-truncate removed [shop.t]",
        "TRUNCATE TABLE x . t | table-truncate removed [x.t]",
        "drop table if exists a, x.b | table-drop removed [shop.a, x.b]",
        "drop tables a | table-drop removed [shop.a]",
        "rename table a to b, c to a | table-rename renamed [shop.a, shop.b, shop.c]",
        "create database if not exists d | database-create kept [d]",
        "alter schema d default character set latin1 | database-alter kept [d]",
        "alter database character set latin1 | database-alter kept [shop]",
        "drop database d | database-drop removed [d]",
        "set statement max_statement_time=1 for truncate t | table-truncate removed [shop.t]",
        "/*!50000 drop */ table t /* t2 */ | table-drop removed [shop.t]",
      })
  void aStatementNamesWhatItConcerns(String sql, String expected) {
    assertThat(read(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add c int | kept",
        "add column c int null default null | kept",
        "add c int default 5 | rewritten",
        "add c int not null, add index (c) | rewritten",
        "add c int as (a + 1) | rewritten",
        "add c timestamp | rewritten",
        "add (b int, c int not null) | rewritten",
        "add index i (a), add unique (b) | kept",
        "add constraint f foreign key (a) references x (a) on delete set default | kept",
        "add partition (partition p values less than (9)) | kept",
        "drop c | kept",
        "drop primary key | kept",
        "drop partition p0, p1 | removed",
        "truncate partition all | removed",
        "discard tablespace | removed",
        "import tablespace | removed",
        "modify a bigint | rewritten",
        "change a b bigint first | rewritten",
        "convert to character set utf8mb4 | rewritten",
        "reorganize partition p into (partition q values less than (5)) | kept",
        "engine = InnoDB | kept",
        "rename column a to b | kept",
        "rename index a to b | kept",
        "alter a set default 5 | kept",
        "comment 'drop partition, modify' | kept",
        "modify a bigint, drop partition p | removed",
      })
  void anAlterSaysWhatItDidToRows(String clauses, String rows) {
    assertThat(read("alter table t " + clauses)).isEqualTo("table-alter " + rows + " [shop.t]");
  }

  @Test
  void anAlterMayConcernTwoTables() {
    assertThat(read("alter table t exchange partition p with table x.u without validation"))
        .isEqualTo("table-alter exchanged [shop.t, x.u]");
    assertThat(read("alter table t convert partition p to table u"))
        .isEqualTo("table-alter exchanged [shop.t, shop.u]");
    assertThat(read("alter table t convert table u to partition p values less than (5)"))
        .isEqualTo("table-alter exchanged [shop.t, shop.u]");
    assertThat(read("alter table t rename to u, add c int"))
        .isEqualTo("table-alter renamed [shop.t, shop.u]");
    assertThat(read("alter ignore table t add unique (a)"))
        .isEqualTo("table-alter removed [shop.t]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create view v as table t",
        "create or replace algorithm = merge view v as select 1",
        "create trigger g after insert on t for each row drop table x",
        "drop view v",
        "drop user u",
        "alter user u identified by 'drop table t'",
        "alter tablespace s rename to r",
        "rename user a to b",
        "grant drop on t to u",
        "flush tables t",
        "set @x = 'truncate t'",
      })
  void whatConcernsNoTableIsNoDefinition(String sql) {
    assertThat(read(sql)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert low_priority ignore into t (a, b) select a, b from u | [shop.t]",
        "replace x.t set a = 1 | [x.t]",
        "load data local infile 'f' replace into table t (a) | [shop.t]",
        "update t set a = (select max(a) from u) | [shop.t]",
        "update t x, `u` y set x.a = y.a where x.b in (select b from v) | [shop.t, shop.u]",
        "update t join u using (a) left join x.v on (t.a = v.a) set b = 1 | [shop.t, shop.u, x.v]",
        "delete from t where a in (select a from u) | [shop.t]",
        "delete quick x, y.* from t x join u as y on x.a = y.a | [shop.t, shop.u]",
        "delete from t using t inner join u using (a) where 1 | [shop.t, shop.u]",
        "delete from t limit 5 | [shop.t]",
        "select f() | []",
        "call p() | []",
        "with c as (select 1) delete from t | []",
      })
  void aStatementThatChangesRowsNamesItsTables(String sql, String expected) {
    assertThat(ChangedTables.of(sql, "shop", 0)).hasToString(expected);
  }
}

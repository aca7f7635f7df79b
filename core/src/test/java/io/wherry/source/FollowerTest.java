package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a follower makes of what real servers log.
@Tag("server")
class FollowerTest {
  // The basis of all: a row outside its marks, or a mark too many, breaks every checkpoint.
  @ParameterizedTest
  @EnumSource
  void everyRowComesBetweenBeginAndCommit(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String before = database.position();
    database.sql(
        "use " + schema,
        "create table t (id int primary key, name varchar(20)) engine=innodb",
        "create table my (id int) engine=myisam",
        "insert into t values (1,'a'),(2,'b')",
        "begin",
        "update t set name='c' where id=1",
        "savepoint s",
        "delete from t where id=2",
        "commit",
        "create index i on t (name)",
        "insert into my values (7)",
        "begin",
        "insert into t values (3,'x')",
        "savepoint s",
        "insert into t values (4,'y')",
        "rollback to s",
        "commit",
        "begin",
        "insert into t values (5,'z')",
        "rollback",
        "truncate table my",
        "flush tables");
    assertThat(Following.toTheEnd(database, schema, before))
        .containsExactly(
            "begin",
            "insert t{1,a}",
            "insert t{2,b}",
            "commit",
            "begin",
            "update t{1,a}{1,c}",
            "delete t{2,b}",
            "commit",
            "begin",
            "insert my{7}",
            "commit",
            "begin",
            "insert t{3,x}",
            "commit");
  }
}

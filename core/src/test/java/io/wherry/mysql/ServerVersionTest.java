package io.wherry.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
  @ParameterizedTest
  @CsvSource({
    "9.7.4-2, MYSQL, 9, 7, 4",
    "5.6.24-log, MYSQL, 5, 6, 24",
    "8.0.mysql_aurora.3.08.0, MYSQL, 8, 0, 0",
    "8.0.36-28, MYSQL, 8, 0, 36",
    "10.11.18-MariaDB-0+deb12u1-log, MARIADB, 10, 11, 18",
    "5.5.5-10.11.18-MariaDB-0+deb12u1-log, MARIADB, 10, 11, 18",
    "11.8.9-MariaDB-4 from Debian-log, MARIADB, 11, 8, 9",
    "mystery, MYSQL, 0, 0, 0",
  })
  void everyFamilyPrintsItsVersionItsOwnWay(
      String text, Family family, int major, int minor, int patch) {
    assertThat(ServerVersion.parse(text)).isEqualTo(new ServerVersion(family, major, minor, patch));
  }

  /// 10 is above 9: compared as text it would be below.
  @Test
  void versionsCompareAsNumbers() {
    assertThat(ServerVersion.parse("10.0.1").atLeast(9, 7, 0)).isTrue();
    assertThat(ServerVersion.parse("8.0.21").atLeast(8, 0, 22)).isFalse();
    assertThat(ServerVersion.parse("8.2.0").atLeast(8, 0, 22)).isTrue();
    assertThat(ServerVersion.parse("8.0.22").atLeast(8, 0, 22)).isTrue();
  }

  /// The statement must exist on the server that it is for.
  @Test
  void theStatementThatKeepsLogsLongerFitsTheServer() {
    assertThat(DumpRemedy.keepLonger("9.7.4-2"))
        .isEqualTo("SET PERSIST binlog_expire_logs_seconds = 604800");
    assertThat(DumpRemedy.keepLonger("5.6.24-log"))
        .isEqualTo("SET GLOBAL expire_logs_days = 7 (and in my.cnf)");
    assertThat(DumpRemedy.keepLonger("5.5.5-10.5.4-MariaDB"))
        .isEqualTo("SET GLOBAL expire_logs_days = 7 (and in my.cnf)");
    assertThat(DumpRemedy.keepLonger("10.11.6-MariaDB"))
        .isEqualTo("SET GLOBAL binlog_expire_logs_seconds = 604800 (and in my.cnf)");
  }
}

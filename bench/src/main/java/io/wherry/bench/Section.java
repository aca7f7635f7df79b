package io.wherry.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A part of `wherry bench` that can be run alone: `--only=b,c`, `--skip=peers`.
enum Section {
  /// What the server can send: `mysqlbinlog --raw`.
  RAW,
  /// Log A, encoded and discarded.
  A,
  /// Log B, encoded and discarded.
  B,
  /// Log B into a file.
  FILE,
  /// Log B into the endpoint, a record for each row.
  PLAIN,
  /// The same by the AWS SDK.
  SDK,
  /// Log B into the endpoint, rows that share records.
  AGGREGATED,
  /// Log C into the endpoint.
  C,
  /// Log D into an endpoint that takes its time.
  D,
  /// `wherry --help`, and up to the first record.
  START,
  LATENCY,
  GROWTH,
  /// Other programs; only with `--peers`.
  PEERS;

  /// Those that read their logs round by round.
  static final Set<Section> THROUGHPUT = EnumSet.range(RAW, D);

  /// The word on the command line.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a list of words with commas between them.
  ///
  /// @throws IllegalArgumentException when one is none of them
  static Set<Section> parse(String words) {
    var sections = EnumSet.noneOf(Section.class);
    for (String word : words.split(",", -1)) {
      sections.add(
          Arrays.stream(values())
              .filter(section -> section.word().equals(word.strip()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "must be a list of "
                          + Arrays.stream(values())
                              .map(Section::word)
                              .collect(Collectors.joining(", ")))));
    }
    return sections;
  }
}

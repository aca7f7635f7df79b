package io.wherry.simulation;

import java.util.random.RandomGenerator;

/// What one seed is made of.
///
/// @param aggregates whether events share records
/// @param splits whether a change of key is a delete and a write
/// @param ids whether records carry ids; else they are told apart by their content
/// @param strict whether records go one after the other
/// @param throttled percent of entries refused
/// @param failed percent of entries that end in InternalFailure, stored or not, at once or later
/// @param lost percent of calls whose answer is lost
/// @param reshards percent of seconds in which the stream is resharded
/// @param kills how often the process dies
/// @param pauses percent of runs that are stopped until another run has taken over
/// @param slow percent of calls that take up to all of their life
/// @param busy percent of reads that wait: other consumers use up the shard's limit, or the
///   iterator has expired and another must be asked for
/// @param slowSaves percent of saves that take seconds
/// @param failedSaves percent of saves that fail, when all is written or nothing
/// @param oversize percent of rows that are larger than the stream takes
/// @param expires how often the credentials expire: the run ends, and the next one has new ones
record Weather(
    boolean aggregates,
    boolean splits,
    boolean ids,
    boolean strict,
    int shards,
    int transactions,
    int keys,
    int windowEvents,
    int throttled,
    int failed,
    int lost,
    int slow,
    int reshards,
    int kills,
    int pauses,
    int busy,
    int slowSaves,
    int failedSaves,
    int oversize,
    int expires) {
  /// Bytes that the stream takes where some rows are larger.
  static final int SMALL_RECORDS = 700;

  static Weather of(RandomGenerator random) {
    boolean calm = random.nextInt(4) == 0;
    return new Weather(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(8) == 0,
        1 + random.nextInt(4),
        1 + random.nextInt(25),
        1 + random.nextInt(8),
        random.nextInt(3) == 0 ? 1_000 : 8 + random.nextInt(40),
        calm ? 0 : random.nextInt(30),
        calm ? 0 : random.nextInt(12),
        calm ? 0 : random.nextInt(12),
        random.nextInt(10),
        random.nextInt(3) == 0 ? 0 : random.nextInt(40),
        random.nextInt(4),
        random.nextInt(3) == 0 ? 50 : 0,
        calm ? 0 : random.nextInt(25),
        calm ? 0 : random.nextInt(40),
        random.nextInt(3) == 0 ? random.nextInt(10) : 0,
        random.nextInt(3) == 0 ? random.nextInt(30) : 0,
        random.nextInt(4) == 0 ? 1 : 0);
  }
}

package io.wherry.simulation;

import java.util.List;
import java.util.stream.Stream;

/// One way to get the delivery wrong. The simulation must see it.
///
/// @param name what is wrong, in words
/// @param file source file, below `io/wherry`
/// @param original the text that is right; it stands there once
/// @param mutated what it becomes
record Mutation(String name, String file, String original, String mutated) {
  private static final String DELIVERY = "sink/Delivery.java";
  private static final String READ_BACK = "sink/ReadBack.java";
  private static final String SINK = "sink/kinesis/KinesisSink.java";

  /// All of them.
  static List<Mutation> all() {
    return Stream.of(waits(), outcomes(), cuts(), restarts(), leases())
        .flatMap(List::stream)
        .toList();
  }

  /// What waits for what.
  private static List<Mutation> waits() {
    return List.of(
        new Mutation(
            "a record is sent without waiting for its key",
            "sink/WaitChains.java",
            "      waiting[index]++;",
            ""),
        new Mutation(
            "an update that changes its key waits for one lane only",
            SINK,
            "HashLanes.hash(lane), lane, secondLane,",
            "HashLanes.hash(lane), lane, lane,"),
        new Mutation(
            "an update waits for one of its two keys only, or for one image without a key",
            SINK,
            "delivery.offer(key, keyHash.of(key), waitKey, secondWaitKey,",
            "delivery.offer(key, keyHash.of(key), waitKey, waitKey,"),
        new Mutation(
            "more is read while a record is on its way to the dead letter",
            SINK,
            "oversize.isEmpty() && (replay",
            "(replay"),
        new Mutation(
            "an aggregate's partition key is not its lane's",
            "sink/kinesis/LaneForm.java",
            "HashLanes.partitionKey(HashLanes.ofHash(request.hash(entry)))",
            "HashLanes.partitionKey((int) request.event(entry) % HashLanes.COUNT)"),
        new Mutation(
            "an event rides along though it waits for another lane",
            "sink/WaitChains.java",
            " || waiting[at(successor) >> 1] != 1",
            ""),
        new Mutation(
            "an event rides along in a lane that is only its second",
            "sink/WaitChains.java",
            " || ((successor - 1) & 1) != 0",
            ""));
  }

  /// What is unknown, and how it is found out.
  private static List<Mutation> outcomes() {
    return List.of(
        new Mutation(
            "what is unknown is sent again blindly",
            DELIVERY,
            "          doubt(request, entry, now);",
            "          again(request.events(entry));"),
        new Mutation(
            "reading back begins at what is acknowledged now",
            DELIVERY,
            "            request.marks().clone());",
            "            marks.copyTo(new String[0]));"),
        new Mutation(
            "reading back begins in the shard that takes the key now",
            DELIVERY,
            "request.expectedShard(entry));",
            "queues.layout().id(queues.layout().of(doubt.hash)));"),
        new Mutation(
            "absence is believed before the request is dead",
            READ_BACK,
            "          && tail.read.begunAt() - (doubt.deadline + READ_LAG) >= 0) {",
            "          ) {"),
        new Mutation(
            "absence is believed though readers may lag",
            READ_BACK,
            "(doubt.deadline + READ_LAG)",
            "doubt.deadline"),
        new Mutation(
            "what was there before the request left is taken for it",
            READ_BACK,
            " || ShardMarks.compare(record.sequenceNumber(), mark) > 0)",
            " || !mark.isEmpty())"),
        new Mutation(
            "acknowledgements are compared as they arrive, which alarms falsely",
            DELIVERY,
            "String before = request.mark(index);",
            "String before = marks.highest(index);"),
        new Mutation(
            "the children of a closed shard are not searched",
            READ_BACK,
            "        follow(doubt, page.children());",
            ""));
  }

  /// The cut.
  private static List<Mutation> cuts() {
    return List.of(
        new Mutation(
            "a mark is the last number acknowledged, not the highest",
            "sink/ShardMarks.java",
            "if (before == null || compare(sequenceNumber, before) > 0) {",
            "if (before == null || !before.isEmpty()) {"),
        new Mutation(
            "a mark is merely low enough",
            DELIVERY,
            "marks.from(marks.id(i), mark));",
            "marks.from(marks.id(i), null));"),
        new Mutation(
            "a mark is taken when the cut is complete, not when its shard is",
            DELIVERY,
            "barrier.markOf(i, marks.highest(i));",
            "marks.highest(i);"),
        new Mutation(
            "a barrier holds nothing back",
            "sink/Barrier.java",
            "return event > last && (everywhere ? before : queue.before) > 0;",
            "return false;"),
        new Mutation(
            "a barrier passes a record that is on its way to the dead letter",
            SINK,
            " || !oversize.isEmpty()",
            ""),
        new Mutation(
            "a cut is complete while something is unacknowledged",
            "sink/Barrier.java",
            "return open && before == 0;",
            "return open;"),
        new Mutation(
            "an event from beyond the barrier rides along in front of it",
            "sink/LanePacking.java",
            " && next <= last",
            ""),
        new Mutation(
            "resharding does not spoil a barrier",
            DELIVERY,
            "      if (!barrier.isEverywhere()) {\n        barrier.spoil();",
            "      if (!barrier.isEverywhere()) {"));
  }

  /// What a restart rests on.
  private static List<Mutation> restarts() {
    return List.of(
        new Mutation(
            "the checkpoint says clean while the run goes on",
            "pipeline/CheckpointKeeper.java",
            "    save(reached, false);",
            "    save(reached, true);"),
        new Mutation(
            "nothing is saved before the first record",
            "pipeline/CheckpointKeeper.java",
            "    save(reached, false);",
            ""),
        new Mutation(
            "a run that could not finish says clean",
            "pipeline/CheckpointKeeper.java",
            "    if (clean) {",
            "    if (!reached.lines.isEmpty()) {"),
        new Mutation(
            "a row in hand counts as done when the run ends",
            "pipeline/Replication.java",
            "finish(oneMore ? beforeLastRow() : source.position())",
            "finish(source.position())"),
        new Mutation(
            "what an unclean run has sent is not read",
            "sink/kinesis/Startup.java",
            "marks.shards(), !earlier.clean(), doubts);",
            "marks.shards(), false, doubts);"),
        new Mutation(
            "a restart compares records, not the events in them",
            "sink/Recovery.java",
            "AggregateRecord.of(record.data());",
            "Optional.empty();"),
        new Mutation(
            "a shard without a record of ours is marked by a clock that runs ahead",
            "sink/kinesis/Startup.java",
            "new ReadFrom.Time(answered.minus(MARGIN))",
            "new ReadFrom.Time(answered.plus(MARGIN))"),
        new Mutation(
            "a barrier is set while what is there is still replayed",
            SINK,
            "boolean replays = replay != null && !replay.isOver();",
            "boolean replays = false;"),
        new Mutation(
            "what a restart has read does not move the marks",
            "sink/kinesis/Replay.java",
            ".begin(shard, new ReadFrom.After(last))",
            ".begin(shard, new ReadFrom.Oldest())"),
        new Mutation(
            "a restart believes the end of a shard too early",
            "sink/Recovery.java",
            "read.begunAt() - (aloneSince + PROVEN) >= 0",
            "read.begunAt() - aloneSince >= 0"),
        new Mutation(
            "a restart does not read the children of closed shards",
            "sink/Recovery.java",
            "      page.children().stream().map(Shard::id).sorted().forEach(this::read);",
            ""),
        new Mutation(
            "a restart does not count equal records",
            "sink/DigestCounts.java",
            "    counts[slot]--;",
            ""),
        new Mutation(
            "the window counts from what is acknowledged",
            "sink/Window.java",
            "return newest - settled + 2 <= options.events()",
            "return newest - oldest + 3 <= options.events()"));
  }

  /// One writer.
  private static List<Mutation> leases() {
    return List.of(
        new Mutation(
            "a process that slept sends before it looks whether it was replaced",
            SINK,
            "    options.mayPut().run();\n    request.leaves(",
            "    request.leaves("),
        new Mutation(
            "the window is given room before the checkpoint is saved",
            "pipeline/CheckpointKeeper.java",
            "    if (!save.done) {\n      return;\n    }\n",
            ""),
        new Mutation(
            "what could not be saved counts as saved",
            "pipeline/CheckpointKeeper.java",
            "    if (save.failure != null) {\n      throw save.failure;\n    }\n",
            ""));
  }

  @Override
  public String toString() {
    return name;
  }
}

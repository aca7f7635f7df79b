package io.wherry.source;

import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The XA transactions that are prepared and not decided yet, in the order of the log.
///
/// They are part of what has to be remembered: few of them as lines of the checkpoint, many as
/// documents beside it.
///
/// ```text
///   xa.1=LINE  xa.2=LINE  …        up to 16 KiB
///   xa-0f3a…  →  LINE \n LINE …    documents of up to 48 KiB
/// ```
///
/// Source: DELIVERY 7.
final class PreparedBranches {
  /// The most that are kept.
  static final int BRANCHES_MAX = 10_000;

  /// The most bytes in lines of the checkpoint, which has 64 KiB in all.
  static final int LINES_BYTES_MAX = 16 << 10;

  /// The most bytes of a document, which has 64 KiB in all.
  static final int DOCUMENT_BYTES_MAX = 48 << 10;

  private static final String PREFIX = "xa.";
  private static final String DOCUMENT = "xa-";
  private static final int NAME_BYTES = 12;

  private final Map<Xid, Branch> branches = new LinkedHashMap<>();
  private final HeldBranches held = new HeldBranches();
  private int version;

  /// Those that an earlier run remembered.
  ///
  /// @throws SourceException when they cannot be read
  static PreparedBranches of(Memory memory) {
    var prepared = new PreparedBranches();
    try {
      memory
          .lines()
          .forEach((key, line) -> {
            if (key.startsWith(PREFIX)) {
              prepared.put(Branch.parse(line));
            }
          });
      memory
          .documents()
          .forEach((name, text) -> {
            if (name.startsWith(DOCUMENT)) {
              text.lines().forEach(line -> prepared.put(Branch.parse(line)));
            }
          });
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          "checkpoint: " + e.getMessage() + ": restore it, or give --restart-from", e);
    }
    return prepared;
  }

  /// The events of those that are small.
  HeldBranches held() {
    return held;
  }

  /// Another number after each change of what has to be remembered.
  int version() {
    return version;
  }

  private void put(Branch branch) {
    version++;
    branches.remove(branch.xid());
    branches.put(branch.xid(), branch);
  }

  /// One is prepared.
  ///
  /// @throws SourceException when there are too many
  void add(Branch branch) {
    put(branch);
    if (branches.size() > BRANCHES_MAX) {
      throw new SourceException(
          branch.start()
              + ": more than "
              + BRANCHES_MAX
              + " XA transactions are prepared and not decided: XA RECOVER lists them; commit or"
              + " roll back those that were forgotten",
          null);
    }
  }

  /// Adds those that are not known yet.
  void addUnknown(Collection<Branch> found) {
    version++;
    found.forEach(branch -> branches.putIfAbsent(branch.xid(), branch));
  }

  Optional<Branch> get(Xid xid) {
    return Optional.ofNullable(branches.get(xid));
  }

  /// One is committed and published, or rolled back.
  void decided(Xid xid) {
    held.decided(xid);
    if (branches.remove(xid) != null) {
      version++;
    }
  }

  /// Another server is followed from here on, whose log has them elsewhere: they are looked up
  /// there when they are decided.
  void elsewhere() {
    branches.keySet().forEach(held::decided);
    branches.clear();
    version++;
  }

  /// Hears of a statement that changes tables.
  void changed(Statement.TableChange statement, LogPlace place) {
    version++;
    branches.replaceAll((xid, branch) -> branch.after(statement, place));
  }

  Collection<Branch> all() {
    return branches.values();
  }

  /// Adds to what has to be remembered.
  void remember(Map<String, String> lines, Map<String, String> documents) {
    var text = new StringBuilder();
    branches.values().forEach(branch -> text.append(branch.line()).append('\n'));
    if (text.length() <= LINES_BYTES_MAX) {
      int number = 0;
      for (Branch branch : branches.values()) {
        lines.put(PREFIX + ++number, branch.line());
      }
      return;
    }
    var document = new StringBuilder();
    for (Branch branch : branches.values()) {
      String line = branch.line();
      if (document.length() + line.length() >= DOCUMENT_BYTES_MAX) {
        documents.put(name(document), document.toString());
        document.setLength(0);
      }
      document.append(line).append('\n');
    }
    documents.put(name(document), document.toString());
  }

  private static String name(StringBuilder document) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(document.toString().getBytes(StandardCharsets.UTF_8));
      return DOCUMENT + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

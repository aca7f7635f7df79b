package io.wherry.app;

import java.util.Collection;
import java.util.Comparator;

/// "Did you mean …?": the known word that a mistyped one is closest to.
final class Nearest {
  /// A word of this many characters per edit is still taken for a slip.
  private static final int CHARACTERS_PER_EDIT = 3;

  private static final int EDITS_MAX = 4;

  private Nearest() {}

  /// `; did you mean run?`, or nothing when no known word is near.
  static String hint(String typed, Collection<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(word -> edits(typed, word))).orElse("");
    return isSlip(typed, nearest) ? "; did you mean " + nearest + "?" : "";
  }

  /// Whether one word is a likely misspelling of the other.
  static boolean isSlip(String typed, String word) {
    int allowed = Math.min(EDITS_MAX, Math.max(1, typed.length() / CHARACTERS_PER_EDIT));
    return !word.isEmpty() && edits(typed, word) <= allowed;
  }

  /// Insertions, deletions, replacements and swaps of neighbours that make one word the other.
  /// Source: "optimal string alignment" distance.
  static int edits(String from, String to) {
    int[][] distance = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replace = distance[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int insertOrDelete = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
        distance[i][j] = Math.min(replace, insertOrDelete);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
        }
      }
    }
    return distance[from.length()][to.length()];
  }
}

package io.wherry.gtid;

import java.util.Arrays;

/// A set of transaction numbers of one server, as MySQL writes it: `1-5:7`. Numbers mostly come in
/// order, and then it does not grow.
final class Intervals {
  /// First and last number of each interval, ascending, never touching one another.
  private long[] bounds = new long[2];

  private int used;

  boolean contains(long number) {
    int at = from(number);
    return at < used && bounds[at] <= number;
  }

  void add(long number) {
    add(number, number);
  }

  void add(long first, long last) {
    if (used > 0 && bounds[used - 1] + 1 == first) {
      bounds[used - 1] = last;
      return;
    }
    int start = from(first - 1);
    int end = start;
    while (end < used && bounds[end] <= last + 1) {
      first = Math.min(first, bounds[end]);
      last = Math.max(last, bounds[end + 1]);
      end += 2;
    }
    replace(start, end, first, last);
  }

  private void replace(int start, int end, long first, long last) {
    int length = used - (end - start) + 2;
    long[] into = length > bounds.length ? Arrays.copyOf(bounds, length * 2) : bounds;
    System.arraycopy(bounds, end, into, start + 2, used - end);
    into[start] = first;
    into[start + 1] = last;
    bounds = into;
    used = length;
  }

  /// Index of the first interval that ends at the number or behind it.
  private int from(long number) {
    if (used == 0 || bounds[used - 1] < number) {
      return used;
    }
    int low = 0;
    int high = used / 2 - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[middle * 2 + 1] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low * 2;
  }

  boolean covers(Intervals other) {
    for (int i = 0; i < other.used; i += 2) {
      int at = from(other.bounds[i]);
      if (at >= used || bounds[at] > other.bounds[i] || bounds[at + 1] < other.bounds[i + 1]) {
        return false;
      }
    }
    return true;
  }

  /// The numbers of this set that are not in the other.
  Intervals without(Intervals other) {
    var rest = new Intervals();
    for (int i = 0; i < used; i += 2) {
      long first = bounds[i];
      for (int at = other.from(first); at < other.used && first <= bounds[i + 1]; at += 2) {
        if (other.bounds[at] > first) {
          rest.add(first, Math.min(bounds[i + 1], other.bounds[at] - 1));
        }
        first = Math.max(first, other.bounds[at + 1] + 1);
      }
      if (first <= bounds[i + 1]) {
        rest.add(first, bounds[i + 1]);
      }
    }
    return rest;
  }

  /// `:1-5:7`
  void appendTo(StringBuilder out) {
    for (int i = 0; i < used; i += 2) {
      out.append(':').append(bounds[i]);
      if (bounds[i + 1] > bounds[i]) {
        out.append('-').append(bounds[i + 1]);
      }
    }
  }
}

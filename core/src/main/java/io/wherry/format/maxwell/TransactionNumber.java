package io.wherry.format.maxwell;

import io.wherry.change.Transaction;

/// A number for `xid`: the same in all records of a transaction, in no record of another
/// transaction of that server's log, and growing.
///
/// Maxwell shows the storage engine's transaction id, which stands in the log behind the last row:
/// whoever does not hold back whole transactions does not know it in time. So this is the place
/// where the transaction starts: the number in the file's name times 2³², plus the offset;
/// `binlog.000003:4711` is 12,884,906,599. It fits the 53 bits of a JavaScript number up to file
/// 2,097,151.
final class TransactionNumber {
  private static final int OFFSET_BITS = 32;

  private TransactionNumber() {}

  static long of(Transaction transaction) {
    return fileNumber(transaction.file()) << OFFSET_BITS | (transaction.offset() & 0xFFFF_FFFFL);
  }

  private static long fileNumber(String file) {
    long number = 0;
    for (int i = file.lastIndexOf('.') + 1; i < file.length(); i++) {
      number = number * 10 + Character.digit(file.charAt(i), 10);
    }
    return number;
  }
}

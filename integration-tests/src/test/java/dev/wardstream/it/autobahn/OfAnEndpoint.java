package dev.wardstream.it.autobahn;

import dev.wardstream.it.autobahn.Autobahn.Verdict;
import java.util.regex.Pattern;

/**
 * What an endpoint with its own limits owes the suite. Where a case sends what the protocol of the
 * endpoints does not have, it must close with the code for that; else the suite judges.
 */
final class OfAnEndpoint {
  private static final int BINARY = 4502;
  private static final int TOO_BIG = 1009;

  /** Cases of binary messages up to 64 KiB. */
  private static final Pattern SENDS_BINARY = Pattern.compile("1\\.2\\..*|9\\.2\\.1|9\\.8\\..*");

  /** Cases of messages of 256 KiB to 16 MiB. */
  private static final Pattern SENDS_TOO_MUCH = Pattern.compile("9\\.[12]\\.[2-6]|9\\.[3456]\\..*");

  private OfAnEndpoint() {}

  static boolean passed(String id, Verdict verdict) {
    var code = verdict.code();
    if (SENDS_BINARY.matcher(id).matches()) {
      return code != null && code == BINARY;
    }
    if (sendsTooMuch(id)) {
      // A client that is still sending may find the connection reset before it reads the code.
      return code == null || code == TOO_BIG;
    }
    return verdict.passed();
  }

  static boolean sendsTooMuch(String id) {
    return SENDS_TOO_MUCH.matcher(id).matches();
  }
}

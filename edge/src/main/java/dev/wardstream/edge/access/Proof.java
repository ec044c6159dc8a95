package dev.wardstream.edge.access;

import java.time.Instant;

/**
 * How a principal showed who it is, so that it can be taken back later.
 *
 * @param issuer {@code iss} of the token; empty when there was no token
 * @param issued {@code iat} of the token, or the begin of what else was shown
 * @param session {@code sid}: the sign-in from which the token comes; empty when there was none
 * @param epoch {@code epoch}: how often everything was taken back from the subject before; 0 at
 *     first, and for issuers that do not count
 * @param stream the one stream that may be watched, and nothing else done; empty for no such limit
 */
public record Proof(String issuer, Instant issued, String session, long epoch, String stream) {

  /** Nothing was shown: a principal for which a token is yet to be issued. */
  public static final Proof NONE = new Proof("", Instant.EPOCH, "", 0);

  /** A proof that is good for everything that the principal may do. */
  public Proof(String issuer, Instant issued, String session, long epoch) {
    this(issuer, issued, session, epoch, "");
  }

  /** The same, for one stream only. */
  Proof only(String stream) {
    return new Proof(issuer, issued, session, epoch, stream);
  }

  /** Whether it is good for this stream. */
  public boolean covers(String name) {
    return stream.isEmpty() || stream.equals(name);
  }
}

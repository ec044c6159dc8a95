package dev.wardstream.edge.devices;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Proof;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of devices: the subject alternative name {@code urn:wardstream:device:ID}, or, where
 * there is none, the common name, is the device; its row must be active.
 *
 * @param devices who may come
 */
public record DeviceCertificates(Devices devices) implements Certificates {
  private static final String URN = "urn:wardstream:device:";
  private static final int URI_NAME = 6; // RFC 5280 4.2.1.6: [6] uniformResourceIdentifier
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  @Override
  public Optional<String> whyNotReady() {
    return devices.whyNotReady();
  }

  @Override
  public Principal principal(X509Certificate certificate) throws InvalidToken {
    var issued = certificate.getNotBefore().toInstant();
    return devices.principal(
        device(certificate),
        certificate.getNotAfter().toInstant(),
        new Proof("", issued, fingerprint(certificate), 0));
  }

  /** The device that a certificate names. */
  static String device(X509Certificate certificate) throws InvalidToken {
    try {
      var names = urns(certificate);
      if (names.isEmpty()) {
        names = commonNames(certificate);
      }
      if (names.size() != 1 || !IDENTIFIER.matcher(names.getFirst()).matches()) {
        throw new InvalidToken("name");
      }
      return names.getFirst();
    } catch (CertificateParsingException | InvalidNameException e) {
      throw new InvalidToken("form");
    }
  }

  private static List<String> urns(X509Certificate certificate) throws CertificateParsingException {
    var urns = new ArrayList<String>();
    @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (var name : names) {
        if (Integer.valueOf(URI_NAME).equals(name.getFirst())
            && name.get(1) instanceof String uri
            && uri.startsWith(URN)) {
          urns.add(uri.substring(URN.length()));
        }
      }
    }
    return urns;
  }

  private static List<String> commonNames(X509Certificate certificate) throws InvalidNameException {
    return new LdapName(certificate.getSubjectX500Principal().getName())
        .getRdns().stream()
            .filter(part -> part.getType().equalsIgnoreCase("CN"))
            .map(part -> String.valueOf(part.getValue()))
            .toList();
  }

  private static String fingerprint(X509Certificate certificate) throws InvalidToken {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new InvalidToken("form");
    }
  }
}

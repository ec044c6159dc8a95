package dev.wardstream.edge.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** Where a certificate and its key are kept. */
public sealed interface CertificateFiles permits KeyStoreFile, PemFiles {

  /** The files; a change of any of them may be a renewal. */
  List<Path> files();

  /** Reads them as they are now. */
  Identity read() throws IOException, GeneralSecurityException;
}

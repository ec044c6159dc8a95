/**
 * The server's certificate: read from a PKCS #12 file or from PEM files, watched, and swapped for
 * its renewal while the server runs. New handshakes meet the new certificate; connections that are
 * open go on. One thread of its own looks at the files.
 */
@NullMarked
package dev.wardstream.edge.tls;

import org.jspecify.annotations.NullMarked;

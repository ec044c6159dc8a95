// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.net.URI;

/** Items as WebSocket messages to a server that hands on what comes to an address. */
final class SocketSource implements Source {
  private final RawSocket socket;

  SocketSource(URI address) throws IOException {
    socket = RawSocket.open(address, null);
  }

  @Override
  public void send(long seq) throws IOException {
    socket.write(Source.item(seq));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

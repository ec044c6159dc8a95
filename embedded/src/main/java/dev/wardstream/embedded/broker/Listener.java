package dev.wardstream.embedded.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One loopback port that stays ours while the broker is down. A bound socket that does not listen
 * holds it: clients are refused, and none of them can be given the port as its own address (a
 * client dialling a free ephemeral port on loopback may otherwise connect to itself).
 */
final class Listener implements AutoCloseable {
  private final InetSocketAddress address;
  private @Nullable SocketChannel reservation;

  /** Reserves the port, or any free one for 0. */
  Listener(int port) {
    reservation = reserved(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    address = local(reservation);
  }

  int port() {
    return address.getPort();
  }

  String hostAndPort() {
    return address.getHostString() + ":" + address.getPort();
  }

  /** Takes the port back after the broker has gone. */
  synchronized void reserve() {
    if (reservation == null) {
      reservation = reserved(address);
    }
  }

  /** Hands the port to the broker. */
  synchronized ServerSocketChannel open(int backlog, int receiveBuffer) throws IOException {
    close();
    return ServerSocketFactory.INSTANCE.openServerSocket(
        "reserved", address, backlog, receiveBuffer);
  }

  @Override
  public synchronized void close() {
    if (reservation == null) {
      return;
    }
    try {
      reservation.close();
      reservation = null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + address, e);
    }
  }

  private static SocketChannel reserved(InetSocketAddress address) {
    try {
      var channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot bind " + address, e);
    }
  }

  private static InetSocketAddress local(SocketChannel channel) {
    try {
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the bound port", e);
    }
  }
}

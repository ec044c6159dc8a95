/**
 * Devices and gateways: the table {@code devices}, how they come into it with a one-time code, how
 * they prove themselves with a key or a certificate, and how they are taken back.
 *
 * <p>The table is followed by a thread of its own; pages run on workers.
 */
@NullMarked
package dev.wardstream.edge.devices;

import org.jspecify.annotations.NullMarked;

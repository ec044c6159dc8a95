/** An ingest node in a process of its own, what it stands on, and devices that stream to it. */
@NullMarked
package dev.wardstream.it.node;

import org.jspecify.annotations.NullMarked;

/** Tests of ingest over real sockets with a real broker. */
@NullMarked
package dev.wardstream.ingest.act;

import org.jspecify.annotations.NullMarked;

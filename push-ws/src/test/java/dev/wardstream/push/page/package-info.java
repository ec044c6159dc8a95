/** Tests of the streams over HTTP that need no broker. */
@NullMarked
package dev.wardstream.push.page;

import org.jspecify.annotations.NullMarked;

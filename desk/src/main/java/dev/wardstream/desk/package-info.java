/**
 * What staff do over HTTP that is not a stream: look at rules, try and apply them; admit patients,
 * put devices on, grant rights; and see how far the streams are behind.
 *
 * <p>Tables follow the log on threads of their own; requests are answered on virtual threads.
 */
@NullMarked
package dev.wardstream.desk;

import org.jspecify.annotations.NullMarked;

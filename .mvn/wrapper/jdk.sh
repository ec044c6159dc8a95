# SPDX-License-Identifier: Apache-2.0
# Sourced by ./mvnw and ./wardstream: puts the home of a JDK 25 or newer into JAVA_HOME.

jdk_min=25

# Prints the major version of the JDK in a folder; nothing when there is no compiler in it.
jdk_major() {
  [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

# Where JDKs are usually installed, one folder per line; what the user names comes first.
jdk_candidates() {
  for home in "${WARDSTREAM_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -n "$home" ]; then echo "$home"; fi
  done
  if command -v javac > /dev/null 2>&1; then
    tool=$(readlink -f "$(command -v javac)" 2> /dev/null || command -v javac)
    dirname "$(dirname "$tool")"
  fi
  for home in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jabba/jdk/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -d "$home" ]; then echo "$home"; fi
  done
}

# Sets JAVA_HOME, or says what was found instead and fails.
jdk_find() {
  jdk_seen=
  while IFS= read -r home; do
    major=$(jdk_major "$home")
    if [ -z "$major" ]; then continue; fi
    if [ "$major" -ge "$jdk_min" ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
    jdk_seen="$jdk_seen
    JDK $major in $home"
  done << LIST
$(jdk_candidates)
LIST
  {
    echo "wardstream needs JDK $jdk_min or newer, and none was found."
    if [ -n "$jdk_seen" ]; then echo "  found only:$jdk_seen"; fi
    echo "  Install one (for instance Eclipse Temurin $jdk_min; with SDKMAN: sdk install java $jdk_min-tem),"
    echo "  or name its folder: WARDSTREAM_JAVA_HOME=/path/to/jdk-$jdk_min $0"
  } >&2
  return 1
}

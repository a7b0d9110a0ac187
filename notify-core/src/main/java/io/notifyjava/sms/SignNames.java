package io.notifyjava.sms;

/** Sign names as vendors take them: without the brackets that people write around them. */
final class SignNames {

  private SignNames() {}

  static String plain(String signName) {
    String name = signName.strip();
    while (name.length() >= 2 && isPair(name.charAt(0), name.charAt(name.length() - 1))) {
      name = name.substring(1, name.length() - 1).strip();
    }
    return name;
  }

  static String bracketed(String signName) {
    return "【" + plain(signName) + "】";
  }

  private static boolean isPair(char first, char last) {
    return (first == '【' && last == '】') || (first == '[' && last == ']');
  }
}

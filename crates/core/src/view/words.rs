//! The words that views bring along, in every language they are drawn in.
//!
//! What a payload says is drawn as it says it; these are the words of the messenger itself and of the summaries.

/// A language that views have words in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Japanese.
    Japanese,
    /// Arabic.
    Arabic,
}

impl Language {
    /// Every language, in the order of the table of words.
    pub const ALL: &'static [Self] = &[
        Self::English,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Japanese,
        Self::Arabic,
    ];

    /// Its tag ([BCP 47](https://www.rfc-editor.org/info/bcp47)), as the `lang` attribute has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Japanese => "ja",
            Self::Arabic => "ar",
        }
    }

    /// The language of that tag.
    ///
    /// ```
    /// use preflight_core::view::Language;
    ///
    /// assert_eq!(Language::from_tag("ar"), Some(Language::Arabic));
    /// assert_eq!(Language::from_tag("tlh"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|language| language.tag() == tag)
    }

    /// The direction it is written in, as the `dir` attribute has it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }
}

/// The direction of a text, by its first letter, as `dir="auto"` has it: `rtl` for Hebrew, Arabic and their neighbours. None
/// of a text without letters.
pub(crate) fn direction(text: &str) -> Option<&'static str> {
    let letter = text.chars().find(|character| character.is_alphabetic())?;
    // The blocks that Unicode keeps for scripts from right to left.
    let is_rtl = matches!(
        letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    );
    Some(if is_rtl { "rtl" } else { "ltr" })
}

macro_rules! words {
    ($($word:ident: $english:literal, $german:literal, $spanish:literal, $french:literal, $japanese:literal, $arabic:literal;)*) => {
        /// A word of the table; its name says what it is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Word {
            $($word,)*
        }

        impl Word {
            /// Every word, in the order of the table.
            #[cfg(test)]
            const ALL: &'static [Word] = &[$(Word::$word),*];
        }

        static TABLE: &[[&str; Language::ALL.len()]] = &[$([$english, $german, $spanish, $french, $japanese, $arabic]),*];
    };
}

// No word depends on a number: languages have up to six plurals.
words! {
    ChatTitle: "Chat with us", "Chatten Sie mit uns", "Chatea con nosotros", "Discutez avec nous", "チャットで相談", "تحدث معنا";
    Chat: "Chat", "Chat", "Chat", "Chat", "チャット", "الدردشة";
    Close: "Close", "Schließen", "Cerrar", "Fermer", "閉じる", "إغلاق";
    Conversation: "Conversation", "Unterhaltung", "Conversación", "Conversation", "会話", "المحادثة";
    Team: "Support team", "Kundendienst", "Equipo de atención", "Service client", "サポート担当", "فريق الدعم";
    Guest: "You", "Sie", "Tú", "Vous", "あなた", "أنت";
    Greeting: "Hello! How can we help you?", "Guten Tag! Wie können wir Ihnen helfen?", "¡Hola! ¿En qué podemos ayudarte?", "Bonjour ! Comment pouvons-nous vous aider ?", "こんにちは。ご用件をお聞かせください。", "مرحبًا! كيف يمكننا مساعدتك؟";
    Question: "I have a question about my order.", "Ich habe eine Frage zu meiner Bestellung.", "Tengo una pregunta sobre mi pedido.", "J’ai une question sur ma commande.", "注文について質問があります。", "لدي سؤال عن طلبي.";
    FormRequest: "Gladly. Please tell us a little about yourself first.", "Gerne. Bitte sagen Sie uns zuerst etwas über sich.", "Con gusto. Antes, cuéntanos un poco sobre ti.", "Avec plaisir. Dites-nous d’abord quelques mots sur vous.", "かしこまりました。まず、お客様について教えてください。", "بكل سرور. نرجو أن تخبرنا أولاً ببعض المعلومات عنك.";
    FormTitle: "Before we start", "Bevor wir beginnen", "Antes de empezar", "Avant de commencer", "開始する前に", "قبل أن نبدأ";
    Required: "(required)", "(Pflichtfeld)", "(obligatorio)", "(obligatoire)", "（必須）", "(مطلوب)";
    Choose: "Choose an option", "Bitte auswählen", "Elige una opción", "Choisissez une option", "選択してください", "اختر من القائمة";
    Start: "Start chat", "Chat starten", "Iniciar chat", "Démarrer le chat", "チャットを開始", "بدء الدردشة";
    Message: "Your message", "Ihre Nachricht", "Tu mensaje", "Votre message", "メッセージ", "رسالتك";
    Send: "Send", "Senden", "Enviar", "Envoyer", "送信", "إرسال";
    ErrorMissing: "Fill in this field.", "Füllen Sie dieses Feld aus.", "Rellena este campo.", "Remplissez ce champ.", "この項目を入力してください。", "املأ هذا الحقل.";
    ErrorChoice: "Choose an option.", "Wählen Sie eine Möglichkeit aus.", "Elige una opción.", "Choisissez une option.", "いずれかを選択してください。", "اختر أحد الخيارات.";
    ErrorCheck: "Check this box.", "Kreuzen Sie dieses Feld an.", "Marca esta casilla.", "Cochez cette case.", "チェックを入れてください。", "حدد هذا المربع.";
    ErrorEmail: "Enter an email address, such as name@example.com.", "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.", "Escribe un correo electrónico, por ejemplo nombre@example.com.", "Saisissez une adresse e-mail, par exemple nom@example.com.", "メールアドレスを入力してください（例：name@example.com）。", "أدخل عنوان بريد إلكتروني، مثل name@example.com.";
    ErrorTel: "Enter a phone number.", "Geben Sie eine Telefonnummer ein.", "Escribe un número de teléfono.", "Saisissez un numéro de téléphone.", "電話番号を入力してください。", "أدخل رقم هاتف.";
    ErrorNumber: "Enter a number.", "Geben Sie eine Zahl ein.", "Escribe un número.", "Saisissez un nombre.", "数値を入力してください。", "أدخل رقمًا.";
    ErrorDate: "Enter a date.", "Geben Sie ein Datum ein.", "Escribe una fecha.", "Saisissez une date.", "日付を入力してください。", "أدخل تاريخًا.";
    TextOnly: "Text-only version", "Nur-Text-Fassung", "Versión de solo texto", "Version texte seul", "テキストのみの表示", "النسخة النصية";
    Frame: "The widget is loaded here.", "Hier wird das Widget geladen.", "El widget se carga aquí.", "Le widget est chargé ici.", "ここにウィジェットが読み込まれます。", "تُحمَّل الأداة هنا.";
    Facts: "Details", "Einzelheiten", "Detalles", "Détails", "詳細", "التفاصيل";
    Type: "Type", "Typ", "Tipo", "Type", "種類", "النوع";
    Status: "Status", "Status", "Estado", "Statut", "状態", "الحالة";
    Manifest: "Manifest", "Manifest", "Manifiesto", "Manifeste", "マニフェスト", "ملف البيان";
    Width: "Width in pixels", "Breite in Pixeln", "Ancho en píxeles", "Largeur en pixels", "幅（ピクセル）", "العرض بالبكسل";
    Height: "Height in pixels", "Höhe in Pixeln", "Alto en píxeles", "Hauteur en pixels", "高さ（ピクセル）", "الارتفاع بالبكسل";
    Refresh: "Refresh interval in milliseconds", "Aktualisierung in Millisekunden", "Intervalo de actualización en milisegundos", "Intervalle d’actualisation en millisecondes", "更新間隔（ミリ秒）", "فترة التحديث بالمللي ثانية";
    OwnSettings: "Settings of its own", "Eigene Einstellungen", "Ajustes propios", "Réglages propres", "独自の設定", "إعدادات خاصة";
    Widget: "Widget", "Widget", "Widget", "Widget", "ウィジェット", "الأداة";
    WidgetId: "Widget ID", "Widget-ID", "ID del widget", "ID du widget", "ウィジェットID", "معرّف الأداة";
    Theme: "Theme", "Design", "Tema", "Thème", "テーマ", "السمة";
    CustomAttributes: "Custom attributes", "Eigene Attribute", "Atributos personalizados", "Attributs personnalisés", "カスタム属性", "السمات المخصصة";
    Security: "Security", "Sicherheit", "Seguridad", "Sécurité", "セキュリティ", "الأمان";
    PolicyEnabled: "Policy in force", "Richtlinie in Kraft", "Política en vigor", "Politique en vigueur", "ポリシーの適用", "السياسة مفعّلة";
    Consent: "Consent required", "Einwilligung nötig", "Consentimiento obligatorio", "Consentement requis", "同意が必要", "الموافقة مطلوبة";
    Origins: "Allowed origins", "Erlaubte Ursprünge", "Orígenes permitidos", "Origines autorisées", "許可されたオリジン", "المصادر المسموح بها";
    Routing: "Routing", "Weiterleitung", "Enrutamiento", "Acheminement", "ルーティング", "التوجيه";
    Queue: "Queue", "Warteschlange", "Cola", "File d’attente", "キュー", "قائمة الانتظار";
    Variables: "Participant variables", "Variablen des Teilnehmers", "Variables del participante", "Variables du participant", "参加者の変数", "متغيرات المشارك";
    Key: "Key", "Schlüssel", "Clave", "Clé", "キー", "المفتاح";
    Value: "Value", "Wert", "Valor", "Valeur", "値", "القيمة";
    None: "None", "Keine", "Ninguno", "Aucun", "なし", "لا يوجد";
    Yes: "Yes", "Ja", "Sí", "Oui", "はい", "نعم";
    No: "No", "Nein", "No", "Non", "いいえ", "لا";
}

impl Word {
    /// The word in a language.
    pub(crate) fn in_language(self, language: Language) -> &'static str {
        TABLE[self as usize][language as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language() {
        for word in Word::ALL {
            for language in Language::ALL {
                let text = word.in_language(*language);
                assert!(!text.trim().is_empty(), "{word:?} in {language:?}");
                assert_eq!(text.trim(), text, "{word:?} in {language:?}");
            }
        }
    }

    #[test]
    fn every_language_is_written_in_its_own_script() {
        for word in Word::ALL {
            let has = |language: Language, script: fn(char) -> bool| {
                word.in_language(language).chars().any(script)
            };
            assert!(
                has(Language::Arabic, |c| ('\u{600}'..='\u{6ff}').contains(&c)),
                "{word:?}"
            );
            assert!(
                has(Language::Japanese, |c| ('\u{3000}'..='\u{9fff}')
                    .contains(&c)),
                "{word:?}"
            );
        }
    }

    #[test]
    fn tags_lead_back_to_their_languages() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(*language));
        }
    }
}

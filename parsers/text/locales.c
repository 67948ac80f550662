// SPDX-License-Identifier: Apache-2.0
/* The words of mail programs by language; see locales.h. First the six languages of the States, then by code. */
#include "parsers/text/locales.h"

/* One language stays together. */
/* clang-format off */
const rap_locale rap_locales[] = {
	{"en", "from|sender|resent-from|sent by|mail from", "sent|date|sent on|sent at|date sent|received|resent-date|when",
	 "to|recipient|recipients|resent-to", "subject|title|re",
	 "cc|bcc|reply-to|reply to|importance|attachments|attachment|priority|organization|organisation|sensitivity|"
	 "message-id|newsgroups|in-reply-to|references|sent from|copy|categories|location|where|required attendees|"
	 "optional attendees|mailing list|followup-to|return-path|x-mailer|user-agent|mime-version|content-type|"
	 "content-transfer-encoding|list-id|auto forwarded|tags|security|signed by|mailed-by",
	 "wrote|writes|has written|replied|responded|commented",
	 "original message|forwarded message|begin forwarded message|original|original appointment|reply message|"
	 "original mail|original email|original e-mail|forwarded mail|forwarded email|forwarded by|forward message|"
	 "forwarded content|forwarded letter|replied message|original message follows|start of forwarded message|"
	 "begin forwarded mail|begin original message|original-nachricht|forwarded|inline message follows|"
	 "message forwarded|begin quoted message|begin message|reply above this line|"
	 "please reply above this line|reply above|write above this line|respond above this line",
	 "sent from|sent via|sent with|sent using|sent by|sent on|get outlook|composed on|posted from|written on|typed on"},
	{"zh", "发件人|寄件者|寄件人|发送人|發件人|寄信人|发信人|來自|来自|发送者", "发送时间|发送日期|日期|时间|傳送時間|寄件日期|寄件時間|寄件时间|"
	 "發送時間|發送日期|發件日期|發件時間|发件时间|发件日期|发送于|已发送|時間|已傳送|發送於|收件日期",
	 "收件人|收件者|收信人|至|致", "主题|主旨|主題|标题|標題",
	 "抄送|副本|附件|重要性|抄送人|密送|密件副本|回复|回覆|答复|答复为|回覆至|优先级|優先順序|副本抄送|副本收件者",
	 "写道|寫道|写到|書寫|书写|写了|寫了|来信|來信|撰写|撰寫|已寫入|已写入",
	 "原始邮件|原始郵件|回复的原邮件|转发的邮件|转发邮件信息|转发邮件|原始信息|原邮件|往來郵件|轉寄的郵件|轉寄郵件|"
	 "转发的消息|轉寄的訊息|已转发邮件|已轉寄郵件|开始转发的邮件|開始轉寄郵件|原始訊息|原件|转发的信息|邮件原件|"
	 "以下是转发的邮件|以下是轉寄的郵件|被转发邮件信息|下面是被转发邮件的内容|下面是转发邮件|原郵件|"
	 "轉寄的信件|轉寄信件|開始轉寄的信件|开始转发|以下是轉寄的電子郵件|開始轉寄信件|原始邮件消息|轉寄內容|"
	 "此邮件的转发内容|回复邮件|回覆郵件",
	 "发自|發自|发送自|傳送|发送|來自|来自|寄出|寄自|获取|下载|取得|下載|定制|发出"},
	{"ja", "差出人|送信者|送信元|発信者|発信元|from", "送信日時|日時|日付|送信日|送信時刻|受信日時|配信日時",
	 "宛先|受信者|to|送信先", "件名|題名|タイトル",
	 "ccに|参照|添付ファイル|返信先|重要度|添付|bcc|優先度|写し|同報",
	 "さんは書きました|は書きました|のメッセージ|書き込みました|が書きました|さんのメール|書きました|さんが書いた|"
	 "のメール|さんからのメッセージ|からのメール|は次のように書きました|が次を書きました",
	 "元のメッセージ|転送メッセージ|転送されたメッセージ|元メッセージ|転送元メッセージ|転送メール|元のメール|転送されたメール|"
	 "オリジナルメッセージ|転送された元のメッセージ|以下は元のメッセージです|転送されたメッセージの開始|引用メッセージ|"
	 "以下、転送されたメッセージ|返信元メッセージ|"
	 "メッセージを転送",
	 "送信|入手|取得|から送られ"},
	{"ko", "보낸 사람|보낸사람|보낸이|발신인|발신|발신자|보낸 이|보내는 사람|보내는사람",
	 "보낸 날짜|보낸날짜|보낸 시간|날짜|보낸시간|전송 날짜|보낸 일시|보낸일시|일시|전송됨|보냄|받은 날짜|작성일|작성일자|발송일|발송 일시",
	 "받는 사람|받는사람|받는이|수신인|수신|수신자|받는 이",
	 "제목", "참조|첨부|첨부 파일|첨부파일|숨은 참조|숨은참조|회신 대상|답장 받는 사람|중요도|우선순위",
	 "님이 작성|님이 작성한 글|님의 말|님이 쓴 글|님께서 작성|님이 작성했습니다|님이 썼습니다|작성|님께서 쓰신 글|님이 쓴 내용|"
	 "님이 씀|쓴 글|썼습니다|님이 보낸 메시지|님의 메시지|님이 다음을 작성함|님이 다음과 같이 썼습니다|님이 쓰신 글",
	 "원본 메시지|원본 메일|원본메일|전달된 메시지|전달 메시지|전달된 메일|전달된 이메일|원문 메시지|원본 메세지|원본내용|원본 내용|"
	 "전달 메일|원래 메시지|원본메시지|전달된메시지|전달받은 메시지|전달한 메시지|전달된 메시지 시작|답장 원본",
	 "보냄|보낸|발송|전송|보내기|보냈습니다|다운로드|작성"},
	{"ru", "от|от кого|отправитель", "отправлено|дата|отправлено в|дата отправки|послано|время", "кому|получатель|получатели",
	 "тема", "копия|вложения|важность|копии|скрытая копия|ск|ответить|ответить кому|ответ на|вложение|приоритет|организация|обратный адрес",
	 "написал|написала|написал(а)|пишет|писал|писал(а)|писала|пишут|писали|написали|сообщает|сообщил|сообщила|сообщил(а)|"
	 "писало|вы писали|вы написали|написал/а|ответил|ответила",
	 "исходное сообщение|пересылаемое сообщение|пересланное сообщение|переадресованное сообщение|"
	 "начало пересылаемого сообщения|начало переадресованного сообщения|перенаправленное сообщение|"
	 "исходное письмо|пересылаемое письмо|оригинальное сообщение|пересланное письмо|исходное|"
	 "начало пересланного сообщения|конец пересылаемого сообщения|начало переадресуемого сообщения|первоначальное сообщение|"
	 "ниже пересланное сообщение|конец пересланного сообщения|завершение пересылаемого сообщения",
	 "отправлено|отправлен|послано|скачать|получить|написано|отправлена"},
	{"mn", "илгээгч|хэнээс|илгээсэн хүн", "илгээсэн|огноо|илгээсэн огноо|хугацаа|он сар|илгээсэн цаг",
	 "хэнд|хүлээн авагч|хаашаа", "сэдэв|гарчиг", "хуулбар|хавсралт|хувь|ач холбогдол|хариулах хаяг",
	 "бичсэн|бичихдээ|бичжээ|бичив|бичсэн нь|дараахыг бичсэн|бичлээ|дараахыг бичив",
	 "эх захидал|дамжуулсан захидал|эх мессеж|дамжуулсан мессеж|анхны захидал|анхны зурвас|дамжуулсан зурвас|дамжуулсан имэйл|"
	 "эх зурвас|дамжуулсан захиа|эх захиа|анхны мессеж", "илгээв|илгээсэн|илгээлээ|явуулсан|илгээсэн болно"},
	{"af", "van|afsender", "gestuur|datum|gestuur op", "aan", "onderwerp", "kopie|afskrif|aanhegsels", "geskryf|skryf|het geskryf",
	 "oorspronklike boodskap|aangestuurde boodskap|oorspronklike bericht|aangestuurde e-pos", "gestuur|gestuur vanaf"},
	{"ar", "من|المرسل", "تم الإرسال|التاريخ|أرسلت|تاريخ|أُرسلت|تاريخ الإرسال|أرسل|إرسال", "إلى|الى|المستلم", "الموضوع|موضوع",
	 "نسخة|نسخة إلى|المرفقات|الأهمية|رد على", "كتب|كتبت|كتبه|تمت كتابة ما يلي بواسطة|كتب ما يلي|قال",
	 "الرسالة الأصلية|رسالة معاد توجيهها|بداية الرسالة المعاد توجيهها|رسالة محولة|الرسالة المعاد توجيهها|الرسالة المُعاد توجيهها|بدء الرسالة المعاد توجيهها|رسالة أصلية|"
	 "رسالة تم تمريرها|---- رسالة معاد توجيهها|بداية رسالة محولة",
	 "أرسل|أرسلت|مرسل|تم الإرسال|أُرسلت|احصل على|مُرسل"},
	{"az", "kimdən|göndərən", "tarix|göndərilib|göndərildi", "kimə|alan", "mövzu", "surət|kopya|qoşmalar", "yazdı|yazıb|yazır|bunu yazdı",
	 "orijinal mesaj|yönləndirilmiş mesaj|ötürülən mesaj|orijinal məktub|yönəldilmiş məktub", "göndərildi|göndərilib"},
	{"be", "ад|ад каго|адпраўнік", "адпраўлена|дата|даслана", "каму|атрымальнік|да", "тэма", "копія|укладанні", "напісаў|напісала|піша|напісаў(ла)",
	 "зыходнае паведамленне|перасланае паведамленне|зыходнае пісьмо|арыгінальнае паведамленне|пачатак перасланага паведамлення", "адпраўлена|даслана"},
	{"bg", "от|подател|изпратено от", "изпратено|дата|изпратено на", "до|получател|на", "относно|тема", "копие|як|прикачени файлове|отговор до|копие до",
	 "написа|пише|писа|напис|изписа",
	 "оригинално съобщение|препратено съобщение|първоначално съобщение|оригинално писмо|препратено писмо|"
	 "начало на препратеното съобщение|начало на препратено съобщение|препратен мейл", "изпратено|изпратен"},
	{"bn", "প্রেরক|থেকে|প্রেরণকারী", "তারিখ|প্রেরিত|পাঠানো হয়েছে", "প্রাপক|প্রতি", "বিষয়", "অনুলিপি|সংযুক্তি", "লিখেছেন|লিখেছে|লিখলেন",
	 "মূল বার্তা|ফরওয়ার্ড করা বার্তা|ফরোয়ার্ড করা বার্তা|আসল বার্তা", "পাঠানো|প্রেরিত|পাঠানো হয়েছে"},
	{"br", "eus|digant|a-berzh", "d'an|deiziad|kaset d'an", "da|kaset da", "danvez|sujed", "eilskrid|stag", "skrivet eo bet gant|en deus skrivet|he deus skrivet|skrivet en deus|a skrivas", "kemennadenn orin|kemennadenn treuzkaset|kemennadenn a-orin", "kaset"},
	{"bs", "od|šalje|pošiljalac", "datum|poslano|poslato", "za|prima|primalac", "tema|predmet|naslov", "kopija|prilozi", "je napisao|napisao|napisala|je napisao/la|je pisao/la|piše|napisao/la",
	 "originalna poruka|proslijeđena poruka|izvorna poruka|početak proslijeđene poruke", "poslano|poslato"},
	{"ca", "de|remitent", "enviat|data|enviat el", "per a|a|destinatari", "assumpte|tema", "a/c|cc|adjunts|respon a|còpia", "va escriure|ha escrit|escrigué|escriu|missatge de",
	 "missatge original|missatge reenviat|inici del missatge reenviat|comença el missatge reenviat|missatge enviat", "enviat|obteniu"},
	{"cs", "od|odesílatel", "odesláno|datum|posláno|odesláno dne", "komu|pro|příjemce", "předmět|věc", "kopie|kopie komu|přílohy|důležitost|skrytá kopie|odpovědět na|odpověď komu|priorita",
	 "napsal|napsala|napsal(a)|napsal/a|napsal uživatel|odesílatel|píše|uživatel napsal",
	 "původní zpráva|přeposlaná zpráva|přeposílaná zpráva|začátek přeposílané zprávy|začátek přeposlané zprávy|původní e-mail|originální zpráva|původní email|původní zpráva od|přeposlaný e-mail|přeposílaný e-mail", "odesláno|posláno|získat|odeslané|stáhněte"},
	{"cy", "oddi wrth|gan|o", "anfonwyd|dyddiad", "at|i", "pwnc|testun", "copi|atodiadau", "ysgrifennodd|wedi ysgrifennu",
	 "neges wreiddiol|neges wedi'i hanfon ymlaen|neges a anfonwyd ymlaen|dechrau'r neges a anfonwyd ymlaen", "anfonwyd"},
	{"da", "fra|afsender", "sendt|dato|afsendt", "til|modtager", "emne|vedr", "kopi|vedhæftede filer|vedhæftet|prioritet|svar til|vigtighed", "skrev|har skrevet|skriver|følgende",
	 "oprindelig meddelelse|videresendt meddelelse|oprindelig besked|videresendt besked|start på videresendt besked|oprindelig e-mail|videresendt mail|"
	 "start på videresendt meddelelse|videresendt e-mail|den oprindelige meddelelse|begynd videresendt besked|original besked|oprindelig mail|originalmeddelelse|begynd videresendt meddelelse", "sendt|hent|afsendt"},
	{"de", "von|absender|gesendet von|abs", "gesendet|datum|gesendet am|gesendet um|versendet am|sendedatum", "an|empfänger", "betreff|betrifft|thema",
	 "kopie|wichtigkeit|anlagen|anhänge|cc|bcc|antwort an|priorität|antwortadresse|anhang|organisation|vertraulichkeit|blindkopie|kategorien|im auftrag von",
	 "schrieb|schreibt|hat geschrieben|geschrieben|schrieb folgendes|schrieben|schreiben|hat am|folgendes geschrieben",
	 "ursprüngliche nachricht|weitergeleitete nachricht|original-nachricht|originalnachricht|anfang der weitergeleiteten nachricht|"
	 "ursprüngliche e-mail|weitergeleitete e-mail|original nachricht|anfang weitergeleitete nachricht|weitergeleitete mail|"
	 "originale nachricht|weiterleitung|antwort nachricht|antwort-nachricht|beginn der weitergeleiteten nachricht|beginn weitergeleitete nachricht|originalmail|original-mail|ursprüngliche mail|"
	 "ursprünglicher termin|ende der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|ende der ursprünglichen nachricht|weitergeleitet von|ursprüngliche message",
	 "gesendet|geschickt|verschickt|holen|beziehen|verfasst|hol|versandt|versendet|gesandt"},
	{"el", "από|αποστολέασ", "στάλθηκε|ημερομηνία|εστάλη|ημ/νία|αποστολή|απεστάλη", "προσ|παραλήπτησ|παραλήπτεσ", "θέμα", "κοιν.|κοινοποίηση|κοιν|συνημμένα|απάντηση προσ|σημαντικότητα|απάντηση σε|κοινοπ.", "έγραψε|έγραψε τα εξήσ|γράφει|ο χρήστησ|έγραψαν",
	 "αρχικό μήνυμα|προωθημένο μήνυμα|πρωτότυπο μήνυμα|προωθούμενο μήνυμα|αρχή προωθημένου μηνύματοσ|αρχή μηνύματοσ που προωθήθηκε|έναρξη προωθημένου μηνύματοσ|αρχικο μηνυμα|μήνυμα που προωθήθηκε", "στάλθηκε|εστάλη|απεστάλη|αποκτήστε|λάβετε"},
	{"es", "de|remitente|enviado por", "enviado|enviado el|fecha|enviada|enviado en|enviado a las|enviada el|fecha de envío", "para|a|destinatario", "asunto|tema",
	 "con copia|copia|cc|cco|responder a|importancia|datos adjuntos|archivos adjuntos|adjuntos|prioridad|copia oculta|en nombre de|c.c.",
	 "escribió|ha escrito|escribio|escribe|escribía|escribieron|ha enviado|puso|escribió lo siguiente",
	 "mensaje original|mensaje reenviado|inicio del mensaje reenviado|comienzo del mensaje reenviado|inicio de mensaje reenviado|"
	 "correo original|mensaje enviado|empieza el mensaje reenviado|fin del mensaje reenviado|mensaje citado|mensagem original|mensaje de origen|cita original|correo reenviado|inicia el mensaje reenviado|inicio del correo reenviado|empieza mensaje reenviado", "enviado|obtener|enviada|obtén|descarga|descargar|mandado|obtenga"},
	{"et", "saatja|kellelt|from", "saadetud|kuupäev|saatmisaeg|aeg", "adressaat|saaja|kellele", "teema", "koopia|manused|vastus|tähtsus", "kirjutas|kirjutab|kirjutasid",
	 "algne kiri|edastatud kiri|algsõnum|edastatud sõnum|algne sõnum|edastatud kirja algus|originaalsõnum|originaalkiri|algkiri|edasisaadetud kiri|suunatud kiri|edastatud teate algus", "saadetud|saatsin|hangi"},
	{"eu", "nork|nondik|igorlea", "bidalita|data|bidaltze-data", "nori|hartzailea", "gaia", "kopia|eranskinak", "idatzi zuen|idatzi du|hau idatzi zuen|erabiltzaileak hau idatzi zuen|(e)k idatzi zuen|igorleak hau idatzi du",
	 "jatorrizko mezua|birbidalitako mezua|birbidalitako mezuaren hasiera", "bidalia|bidalita"},
	{"fa", "از|فرستنده", "فرستاده شده|تاریخ|ارسال شده|ارسال", "به|گیرنده", "موضوع|عنوان", "رونوشت|پیوست", "نوشت|نوشته است|نوشته|نوشته شده",
	 "پیام اصلی|پیام باز ارسال شده|پیام ارسال شده|پیام هدایت شده|پیام بازارسال شده|پیام بازفرستاده شده|نامه اصلی|پیغام اصلی|شروع پیام بازارسال شده", "ارسال|فرستاده|ارسال شده"},
	{"fi", "lähettäjä|from", "lähetetty|päivämäärä|päiväys|lähetysaika|pvm|aika", "vastaanottaja|saaja|vast.ott.", "aihe|otsikko", "kopio|liitteet|vastausosoite|tärkeys|liite|piilokopio|vastaus|prioriteetti", "kirjoitti|kirjoittaa|kirjoittivat|on kirjoittanut",
	 "alkuperäinen viesti|välitetty viesti|edelleen lähetetty viesti|välitetty viesti alkaa|edelleenlähetetty viesti|välitetyn viestin alku|alkuperäinen sähköposti|alkup. viesti|uudelleenohjattu viesti|"
	 "edelleenlähetetty viesti alkaa", "lähetetty|lähettänyt|hanki|hae"},
	{"fil", "mula kay|mula sa|mula|galing kay", "ipinadala|petsa|naipadala", "para kay|kay|para sa|sa", "paksa", "kopya|mga kalakip", "sinulat ni|isinulat ni|ay sumulat|sumulat|ang isinulat|wrote",
	 "orihinal na mensahe|ipinasang mensahe|naipasang mensahe|ipinasa na mensahe", "ipinadala|naipadala"},
	{"fr", "de|expéditeur|envoyé par|émetteur|expediteur|exp.", "envoyé|date|envoyé le|date d'envoi|envoye|message du", "à|destinataire|a|destinataires|pour|dest.", "objet|sujet",
	 "copie|cc|cci|répondre à|répondre a|importance|pièces jointes|pièce jointe|priorité|copie à|réponse à|de la part de|cc.|copie cachée|sensibilité",
	 "a écrit|écrit|écrivait|a ecrit|écrivit|a écrit ce qui suit|a envoyé|ont écrit|écrivez|avez écrit|écriviez|écrivais",
	 "message d'origine|message original|message transféré|début du message transféré|début du message réexpédié|"
	 "message initial|courriel original|message réexpédié|message réacheminé|message transmis|e-mail d'origine|mail original|mail d'origine|message reçu|"
	 "fin du message réexpédié|message transfere|courrier d'origine|début du message|fin du message transféré|début de message transféré|début de message réexpédié|"
	 "e-mail original|courriel d'origine|message suivi|message origine|message precedent|message précédent", "envoyé|envoye|expédié|télécharger|obtenez|provenance|obtenir|téléchargez|envoyée|depuis"},
	{"fy", "fan|ôfstjoerder", "ferstjoerd|datum", "oan|nei", "ûnderwerp", "kopy|taheaksels", "skreau|hat skreaun|skriuwt", "oarspronklik berjocht|trochstjoerd berjocht|orizjineel berjocht", "ferstjoerd"},
	{"ga", "ó", "seolta|dáta|dáta seolta", "go|chuig", "ábhar", "cóip|ceangaltáin", "a scríobh|scríobh", "teachtaireacht bhunaidh|teachtaireacht curtha ar aghaidh|teachtaireacht ar aghaidh|an bhunteachtaireacht", "seolta"},
	{"gd", "o|bho", "ceann-là|air a chur|chaidh a chur", "gu|dha", "cuspair", "lethbhreac", "sgrìobh|a sgrìobh", "an teachdaireachd thùsail|teachdaireachd air a shìneadh air adhart|an teachdaireachd a tha 'ga shìneadh air adhart", "air a chur"},
	{"gl", "de|remitente", "enviado|data|enviado o", "para|a", "asunto", "copia|anexos|responder a", "escribiu|escribiron|ha escrito", "mensaxe orixinal|mensaxe reenviada|inicio da mensaxe reenviada|correo orixinal|mensaxe reencamiñada", "enviado|enviada"},
	{"gu", "તરફથી|પ્રેષક|થી|દ્વારા", "તારીખ|મોકલેલ|મોકલ્યું", "પ્રતિ|પ્રાપ્તકર્તા|ને", "વિષય", "નકલ|જોડાણો", "લખ્યું|એ લખ્યું|લખેલું", "મૂળ સંદેશ|ફોરવર્ડ કરેલો સંદેશ|અસલ સંદેશ|ફૉરવર્ડ કરેલ સંદેશ", "મોકલેલ|મોકલ્યું"},
	{"he", "מאת|מ", "נשלח|תאריך|נשלחה|נשלח ב", "אל|עבור|לכבוד", "נושא", "עותק|קבצים מצורפים|העתק|השב אל|חשיבות", "כתב|כתבה|כתב/ה|מאת|כתב(ה)|כתבו",
	 "הודעה מקורית|הודעה שהועברה|תחילת ההודעה שהועברה|התחלת ההודעה שהועברה|הודעה מועברת|תחילת הודעה שהועברה|ההודעה המקורית|הודעה שנשלחה|---הודעה מקורית", "נשלח|נשלחה|קבל|נשלח מ"},
	{"hi", "प्रेषक|से|द्वारा|भेजने वाला", "भेजा गया|दिनांक|तिथि|तारीख|तारीख़|भेजने की तिथि", "प्रति|को|प्राप्तकर्ता|सेवा में", "विषय", "प्रतिलिपि|संलग्नक|अनुलग्नक", "ने लिखा|लिखा|ने लिखा है|लिखते हैं", "मूल संदेश|अग्रेषित संदेश|फ़ॉरवर्ड किया गया संदेश|आगे भेजा गया संदेश|मूल मेल|फॉरवर्ड किया गया संदेश", "भेजा गया|भेजा|प्रेषित"},
	{"hr", "od|šalje|pošiljatelj", "poslano|datum|vrijeme slanja|poslana|poslan", "za|prima|kome|primatelj", "predmet|tema|naslov", "kopija|privici|odgovori na|prilozi|važnost|odgovor na", "napisao je|napisala je|je napisao/la|piše|napisao/la je|je napisao|je napisala|napisao|napisala|napisao(la)|napisao/la",
	 "izvorna poruka|proslijeđena poruka|originalna poruka|početak proslijeđene poruke|započni proslijeđenu poruku|prosljeđena poruka|početak poslane poruke|započni prosljeđivanje poruke|proslijedena poruka", "poslano|poslana|preuzmite|poslan|nabavite"},
	{"hsb", "wot|wotpósłał|wotpósłane wot", "wotpósłane|datum|pósłane", "komu|na|za", "tema|nastupanje", "kopija|přiwěški", "napisa|pisa|je napisał|je pisał", "originalna powěsć|dale sposrědkowana powěsć|sposrědkowana powěsć", "wotpósłane|pósłane"},
	{"hu", "feladó|küldő|from|kitől", "küldve|elküldve|dátum|küldés dátuma|küldés ideje|dátuma", "címzett|kinek|címzettek|kapja", "tárgy|téma", "másolat|másolatot kap|mellékletek|válaszcím|fontosság|titkos másolat|válasz|prioritás|másolatot kapja", "írta|ezt írta|írta (időpont|a következőt írta|ír|írták|írja|üzente",
	 "eredeti üzenet|továbbított üzenet|továbbított levél|továbbított levél kezdete|eredeti levél|a továbbított levél kezdete|továbbított e-mail kezdete|továbbított üzenet kezdete|továbbított levél kezdete|eredeti e-mail|átirányított üzenet", "küldve|küldtem|elküldve|beszerzése|letöltése"},
	{"hy", "ումից|որտեղից|ում կողմից|ուղարկող", "ուղարկված է|ամսաթիվ|ուղարկվել է|ուղարկված", "ում|ստացող", "թեմա|վերնագիր", "պատճեն|կցորդներ", "գրել է|գրեց|գրել|-ը գրել է", "սկզբնական հաղորդագրություն|վերահասցեավորված հաղորդագրություն|փոխանցված հաղորդագրություն|բնօրինակ հաղորդագրություն|վերահասցեագրված նամակ", "ուղարկված է|ուղարկված|ուղարկվել է"},
	{"id", "dari|pengirim", "dikirim|tanggal|terkirim|waktu|tgl", "kepada|ke|untuk|penerima", "perihal|subjek|judul|hal", "tembusan|lampiran|salinan|balas ke", "menulis|tulis|membalas|menulis hal berikut|menuliskan|berkata",
	 "pesan asli|pesan terusan|pesan yang diteruskan|awal pesan terusan|memulai pesan yang diteruskan|mulai pesan terusan|pesan diteruskan|email asli|mulai pesan yang diteruskan|pesan dialihkan", "dikirim|terkirim|dapatkan"},
	{"is", "frá|sendandi", "sent|dagsetning|sent þann", "til|viðtakandi", "efni|viðfangsefni", "afrit|viðhengi|svara til", "skrifaði|skrifar|skrifaði eftirfarandi|ritaði", "upprunaleg skilaboð|áframsend skilaboð|framsent skeyti|upphaflegt skeyti|áframsent skeyti|upprunalegt skeyti|upphafleg skilaboð", "sent úr|sent frá|sent með"},
	{"it", "da|mittente|inviato da", "inviato|data|inviato il|inviata|data invio", "a|destinatario|per|destinatari", "oggetto", "cc|ccn|copia|allegati|priorità|rispondi a|importanza|per conto di|p.c.|rispondi-a|risposta a", "ha scritto|scrive|scriveva|ha scritto quanto segue|scrisse|scritto|ha inviato|hanno scritto",
	 "messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|inizia messaggio inoltrato|messaggio inviato|email originale|inizia il messaggio inoltrato|fine messaggio inoltrato|e-mail originale|messaggio rediretto|messaggio d'origine|messaggio di inoltro|inizio messaggio", "inviato|inviata|scarica|ottieni|inviate|spedito"},
	{"ka", "გამომგზავნი|ვისგან|მხრიდან|გამგზავნი", "თარიღი|გაგზავნილია|გაიგზავნა|გაგზავნის თარიღი", "მიმღები|ვის|ადრესატი", "თემა|სათაური", "ასლი|მიმაგრებები", "დაწერა|მა დაწერა|წერს|მომხმარებელმა დაწერა|-მა დაწერა", "თავდაპირველი შეტყობინება|გადაგზავნილი შეტყობინება|ორიგინალი შეტყობინება|გადამისამართებული შეტყობინება|ორიგინალური შეტყობინება", "გაგზავნილია|გამოგზავნილია"},
	{"kab", "seg|sɣur|sγur", "azemz|yettwazen", "i|ɣer|γer", "asentel", "anɣel", "yura|tura|yaru", "izen amezwaru|izen yettwawelhen|izen aneṣli", "yettwazen"},
	{"kk", "кімнен|жіберуші|жіберген", "жіберілді|жіберілген|күні|жіберілген күні|жіберілген уақыты", "кімге|алушы", "тақырып|тақырыбы", "көшірме|тіркемелер|көшірмесі|маңыздылығы", "жазды|былай деп жазды|жазған|деп жазды|жазып", "бастапқы хабар|қайта жіберілген хабар|түпнұсқа хабар|бастапқы хат|қайта бағытталған хабар|бағытталған хабар|түпнұсқа хат|қайта жіберілген хат|бастапқы хабарлама|жіберілген хабарлама|қайта жіберілген хабарлама", "жіберілді|жіберілген"},
	{"km", "ពី|អ្នកផ្ញើ", "កាលបរិច្ឆេទ|បានផ្ញើ|ផ្ញើ", "ជូន|ទៅ|ដល់|អ្នកទទួល", "ប្រធានបទ|កម្មវត្ថុ", "ចម្លង|ឯកសារភ្ជាប់", "បានសរសេរ|សរសេរ|បានសរសេរថា", "សារដើម|សារដែលបានបញ្ជូនបន្ត|សារបានបញ្ជូនបន្ត", "ផ្ញើ|បានផ្ញើ"},
	{"kn", "ಇಂದ|ಕಳುಹಿಸಿದವರು|ರಿಂದ", "ದಿನಾಂಕ|ಕಳುಹಿಸಲಾಗಿದೆ", "ಗೆ|ಸ್ವೀಕರಿಸುವವರು", "ವಿಷಯ", "ನಕಲು|ಲಗತ್ತುಗಳು", "ಬರೆದರು|ಬರೆದಿದ್ದಾರೆ|ಅವರು ಬರೆದಿದ್ದಾರೆ", "ಮೂಲ ಸಂದೇಶ|ಫಾರ್ವರ್ಡ್ ಮಾಡಿದ ಸಂದೇಶ|ರವಾನಿಸಿದ ಸಂದೇಶ", "ಕಳುಹಿಸಲಾಗಿದೆ|ಕಳುಹಿಸಿದ"},
	{"ky", "кимден|жөнөтүүчү", "күнү|жөнөтүлдү|жөнөтүлгөн|жөнөтүлгөн күнү|дата", "кимге|алуучу", "тема|темасы", "көчүрмө|тиркемелер|көчүрмөсү", "жазды|жазган|деп жазды|мындай деп жазды", "баштапкы билдирүү|багытталган билдирүү|кайра жөнөтүлгөн билдирүү|түпнуска кат|баштапкы кат|түпнуска билдирүү|жөнөтүлгөн билдирүү", "жөнөтүлдү|жөнөтүлгөн"},
	{"lo", "ຈາກ|ຜູ້ສົ່ງ", "ວັນທີ|ສົ່ງ|ສົ່ງແລ້ວ", "ເຖິງ|ຫາ|ຜູ້ຮັບ", "ຫົວຂໍ້|ຫົວເລື່ອງ", "ສໍາເນົາ|ໄຟລ໌ແນບ", "ຂຽນວ່າ|ໄດ້ຂຽນ|ຂຽນ", "ຂໍ້ຄວາມຕົ້ນສະບັບ|ຂໍ້ຄວາມທີ່ສົ່ງຕໍ່|ຂໍ້ຄວາມຕົ້ນສະບັບ|ຂໍ້ຄວາມສົ່ງຕໍ່", "ສົ່ງ"},
	{"lt", "nuo|siuntėjas|kas", "išsiųsta|data|siųsta|išsiuntimo data", "kam|gavėjas|iki", "tema", "kopija|priedai|atsakyti|svarba|prioritetas", "rašė|parašė|rašo|rašė:", "originalus laiškas|persiųstas laiškas|originalus pranešimas|persiųstas pranešimas|pradinis pranešimas|pradinis laiškas|persiunčiamas laiškas|persiųsto laiško pradžia", "išsiųsta|siųsta|atsiųsta|gaukite"},
	{"lv", "no|sūtītājs", "nosūtīts|datums|sūtīts|nosūtīšanas laiks", "kam|adresāts|saņēmējs|kam:", "tēma|temats", "kopija|pielikumi|atbildēt|svarīgums", "rakstīja|raksta|lietotājs|uzrakstīja", "sākotnējais ziņojums|pārsūtītā ziņa|pārsūtīts ziņojums|oriģinālais ziņojums|pārsūtītais ziņojums|oriģinālā vēstule|sākotnējā vēstule|pārsūtīta vēstule|sākotnējā ziņa|pāradresētā ziņa|pārsūtītās ziņas sākums|pārsūtītā vēstule", "nosūtīts|sūtīts|nosūtīta"},
	{"mk", "од|испраќач", "испратено|датум|пратено", "до|за|примач", "тема|предмет", "копија|прилози", "напиша|напишал|пишува|напишала|напиша/ла|напиша:", "оригинална порака|препратена порака|изворна порака|проследена порака", "испратено|пратено"},
	{"ml", "പ്രേഷകന്|പ്രേഷകൻ|അയച്ചത്|നിന്ന്|അയച്ചയാൾ", "തീയതി|അയച്ചു|അയച്ച തീയതി", "സ്വീകര്ത്താവ്|സ്വീകർത്താവ്|ലേക്ക്|വരെ", "വിഷയം", "പകർപ്പ്|അറ്റാച്ചുമെന്റുകൾ", "എഴുതി|ഇപ്രകാരം എഴുതി|എഴുതിയത്", "യഥാർത്ഥ സന്ദേശം|കൈമാറിയ സന്ദേശം|ഫോർവേഡ് ചെയ്ത സന്ദേശം|ഒറിജിനൽ സന്ദേശം", "അയച്ചത്|അയച്ചു"},
	{"mr", "प्रेषक|कडून|पासून|यांच्याकडून", "तारीख|दिनांक|पाठवले|पाठविले", "प्रति|प्राप्तकर्ता|ला", "विषय", "प्रत|संलग्नके", "यांनी लिहिले|ने लिहिले|लिहिले|लिहिलं", "मूळ संदेश|फॉरवर्ड केलेला संदेश|अग्रेषित संदेश|पुढे पाठवलेला संदेश", "पाठवले|पाठविले|पाठवलेले"},
	{"ms", "daripada|dari|pengirim", "dihantar|tarikh|masa|dihantar pada", "kepada|penerima", "subjek|perkara|tajuk", "salinan|lampiran|sk", "menulis|telah menulis|tulis|membalas", "mesej asal|mesej yang dimajukan|mesej dimajukan|mesej dipanjangkan|mula mesej yang dimajukan|e-mel asal", "dihantar"},
	{"my", "မှ|ပေးပို့သူ|ပို့သူ|ထံမှ", "ရက်စွဲ|ပို့ခဲ့သည်|နေ့စွဲ|ပို့ထား", "သို့|လက်ခံသူ|ထံသို့", "အကြောင်းအရာ|ခေါင်းစဉ်", "မိတ္တူ|ပူးတွဲဖိုင်များ", "ရေးသားခဲ့သည်|ရေးခဲ့သည်|က ရေးသားခဲ့သည်|ရေးသားသည်|ရေးထားသည်", "မူရင်း မက်ဆေ့ချ်|မူရင်းစာ|ထပ်ဆင့်ပို့ထားသော စာ|ထပ်ဆင့်ပို့ထားသော မက်ဆေ့ချ်|မူရင်းမက်ဆေ့ခ်ျ", "ပို့"},
	{"ne", "प्रेषक|बाट|द्वारा|देखि", "मिति|पठाइएको|पठाएको", "प्रति|प्रापक|लाई|सम्म", "विषय", "प्रतिलिपि|संलग्नकहरू", "ले लेख्नुभयो|लेख्नुभयो|ले लेखे|लेखेको", "मूल सन्देश|फर्वार्ड गरिएको सन्देश|अग्रेषित सन्देश", "पठाइएको|पठाएको"},
	{"nl", "van|afzender|verzonden door", "verzonden|datum|verzonden op|verstuurd|verzonden om", "aan|ontvanger|naar", "onderwerp|betreft", "kopie|bijlagen|antwoord aan|urgentie|bijlage|prioriteit|belangrijkheid|antwoorden aan|antwoordadres", "schreef|heeft geschreven|geschreven|schrijft|schreven|het volgende geschreven|schreef het volgende|heeft het volgende geschreven",
	 "oorspronkelijk bericht|doorgestuurd bericht|origineel bericht|begin doorgestuurd bericht|oorspronkelijke bericht|doorgezonden bericht|originele bericht|oorspronkelijke e-mail|begin van doorgestuurd bericht|doorgestuurde e-mail|origineel e-mailbericht|begin van doorgezonden bericht", "verzonden|verstuurd|download|gestuurd"},
	{"no", "fra|avsender|frå", "sendt|dato|sendt den|dato sendt", "til|mottaker", "emne|gjelder", "kopi|vedlegg|svar til|viktighet|blindkopi|prioritet", "skrev|skriver|har skrevet|skreiv|skrev følgende|følgende",
	 "opprinnelig melding|videresendt melding|opprinnelig e-post|videresendt e-post|videresendt mail|start på videresendt melding|begynnelse på videresendt melding|original melding|opphavleg melding|vidaresend melding|videresendt epost|originalmelding|begynn videresendt melding|vidaresendt melding", "sendt|skaff|hent"},
	{"pa", "ਵੱਲੋਂ|ਭੇਜਣ ਵਾਲਾ|ਤੋਂ", "ਮਿਤੀ|ਭੇਜਿਆ|ਤਾਰੀਖ|ਤਰੀਕ", "ਪ੍ਰਤੀ|ਨੂੰ|ਪ੍ਰਾਪਤਕਰਤਾ", "ਵਿਸ਼ਾ", "ਨਕਲ|ਕਾਪੀ", "ਨੇ ਲਿਖਿਆ|ਲਿਖਿਆ|ਨੇ ਲਿਖਿਆ ਹੈ", "ਮੂਲ ਸੁਨੇਹਾ|ਅੱਗੇ ਭੇਜਿਆ ਸੁਨੇਹਾ|ਅਸਲ ਸੁਨੇਹਾ|ਫਾਰਵਰਡ ਕੀਤਾ ਸੁਨੇਹਾ", "ਭੇਜਿਆ|ਭੇਜਿਆ ਗਿਆ"},
	{"pl", "od|nadawca|wysłane przez", "wysłano|wysłane|data|data wysłania|wysłany", "do|adresat|odbiorca", "temat", "dw|udw|kopia|załączniki|ważność|odpowiedz do|do wiadomości|priorytet|odp. do|odpowiedź do|kopia do", "napisał|napisał(a)|napisała|pisze|napisał/a|pisał|użytkownik|napisali|napisał(-a)|napisano|wiadomość",
	 "wiadomość oryginalna|wiadomość przekazana|przekazana wiadomość|oryginalna wiadomość|przesłana wiadomość|początek przekazywanej wiadomości|treść przekazanej wiadomości|początek przekazanej wiadomości|początek przesyłanej wiadomości|"
	 "oryginalny e-mail|wiadomość przekierowana|wiadomość przesłana|rozpoczęcie przekazywanej wiadomości|wiadomość pierwotna|rozpoczęcie przesyłanej dalej wiadomości|koniec przekazanej wiadomości|początek wiadomości przekazanej dalej|wiadomość przesłana dalej|przekierowana wiadomość|początek wiadomości oryginalnej|przekazywana wiadomość", "wysłane|wysłano|pobierz|wysłana|wysłany|napisane"},
	{"pt", "de|remetente|enviado por", "enviado|enviada|data|enviado em|enviada em|enviada a|data de envio|enviado a|date", "para|a|destinatário", "assunto",
	 "cc|cco|com cópia|cópia|responder a|responder para|importância|anexos|prioridade|responder à|c/c", "escreveu|escreve|escreveu no dia|escreveu o seguinte|escreveram|enviou",
	 "mensagem original|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|início da mensagem|e-mail original|início de mensagem reencaminhada|iniciar mensagem reencaminhada|início de mensagem encaminhada|"
	 "mensagem redirecionada|fim da mensagem encaminhada|email original|mensagem retransmitida|e-mail encaminhado|mensagem enviada", "enviado|enviada|obter|obtenha|baixe|transferir|mandado"},
	{"ro", "de la|from|expeditor|de", "trimis|data|trimis la|dată|trimisă|trimis în", "către|catre|la|destinatar|pentru", "subiect", "copie|atașări|răspuns la|importanță|atașamente|răspunde la|cc|prioritate", "a scris|scrie|a scris următoarele|au scris|scria|a trimis",
	 "mesaj original|mesaj redirecționat|mesaj redirecţionat|mesajul original|începe mesajul redirecționat|începe mesajul redirecţionat|mesaj transmis mai departe|mesaj înaintat|mesaj retransmis|început mesaj redirecționat|mesajul redirecționat|mesaj redirectionat|începutul mesajului redirecționat|început mesaj redirecţionat|mesaj transmis", "trimis|expediat|obțineți|descarcă|trimisă"},
	{"si", "වෙතින්|යවන්නා|සිට|යැවුවේ", "දිනය|යවන ලදී|යැවූ", "වෙත|ලබන්නා|ට", "විෂය|මාතෘකාව", "පිටපත්|ඇමුණුම්", "ලිවීය|ලියා ඇත|මෙසේ ලිවීය", "මුල් පණිවිඩය|යොමු කළ පණිවිඩය|ඉදිරියට යැවූ පණිවිඩය", "යවන ලදී|යැවූ"},
	{"sk", "od|odosielateľ", "odoslané|dátum|poslané|odoslané dňa", "komu|pre|príjemca", "predmet|vec", "kópia|prílohy|dôležitosť|odpovedať|skrytá kópia|odpovedať komu|priorita|kópia komu", "napísal|napísal(a)|napísala|napísal/a|píše|používateľ|napísali|odosielateľ",
	 "pôvodná správa|preposlaná správa|originálna správa|začiatok preposlanej správy|preposielaná správa|začiatok preposielanej správy|originál správy|pôvodný e-mail|pôvodný email|preposlaný e-mail|postúpená správa", "odoslané|poslané|získajte|odoslaná"},
	{"sl", "od|pošiljatelj", "poslano|datum|čas pošiljanja", "za|prejemnik|komu", "zadeva|predmet", "kp|priloge|kopija|odgovori na|skp|v vednost|pomembnost|odgovor za", "je napisal|je napisala|je oseba|je napisal/-a|piše|napisal|napisala|je napisal/a|je napisal(a)|je pisal|oseba",
	 "izvirno sporočilo|posredovano sporočilo|originalno sporočilo|začetek posredovanega sporočila|prvotno sporočilo|preusmerjeno sporočilo|izvorno sporočilo", "poslano|prenesite"},
	{"sq", "nga|dërguesi|prej", "dërguar|data|dërguar më|u dërgua|më", "për|te|marrësi|drejtuar", "tema|subjekti|lënda|titulli", "kopje|bashkëngjitje", "shkroi|ka shkruar|shkruan|ka shkruajtur", "mesazhi origjinal|mesazhi i përcjellë|mesazh i përcjellë|mesazh origjinal|fillimi i mesazhit të përcjellë|mesazhi i ripërcjellë", "dërguar|u dërgua"},
	{"sr", "од|шаље|пошиљалац|od|šalje|pošiljalac", "послато|датум|poslato|poslata|послата", "за|коме|прима|kome|za|prima", "тема|предмет|наслов|naslov|predmet|tema", "копија|прилози|kopija|prilozi", "је написао|написао|је написао/ла|је написала|пише|написала|napisao|je napisao/la|написао/ла|написа|je napisao|je napisala|napisala|napisao/la",
	 "оригинална порука|прослеђена порука|изворна порука|почетак прослеђене поруке|originalna poruka|prosleđena poruka|prosleđena poruka|početak prosleđene poruke|proslijeđena poruka", "послато|poslato|послата|poslata"},
	{"sv", "från|avsändare", "skickat|datum|skickades|sänt|skickad", "till|mottagare", "ämne|ärende|rubrik", "kopia|bifogade filer|bilagor|svara till|prioritet|hemlig kopia|svar till|vikt|svara-till|bilaga", "skrev|skriver|har skrivit|skrev följande",
	 "ursprungligt meddelande|vidarebefordrat meddelande|originalmeddelande|vidarebefordrat brev|vidarebefordrat mejl|vidarebefordrat mail|ursprungligt mail|originalmail|ursprungligt mejl|början på vidarebefordrat meddelande|vidarebefordrat e-post|vidarebefordrat mejl börjar|ursprungligt e-postmeddelande|börja vidarebefordrat meddelande|vidarebefordrat e-postmeddelande|start på vidarebefordrat meddelande", "skickat|sänt|hämta|skickades|skickad"},
	{"sw", "kutoka|kutoka kwa|mtumaji", "tarehe|imetumwa|ilitumwa", "kwa|mpokeaji", "mada|kuhusu|somo", "nakala|viambatisho", "aliandika|ameandika|anaandika", "ujumbe asili|ujumbe uliosambazwa|ujumbe wa awali|ujumbe uliotumwa|ujumbe halisi", "imetumwa|ilitumwa|umetumwa"},
	{"ta", "அனுப்புநர்|இருந்து|அனுப்பியவர்|அனுப்புனர்", "தேதி|அனுப்பப்பட்டது|நாள்", "பெறுநர்|க்கு|பெறுபவர்", "பொருள்|தலைப்பு", "நகல்|இணைப்புகள்", "எழுதியது|எழுதினார்|பின்வருமாறு எழுதினார்|எழுதினார்கள்|எழுதியதாவது", "அசல் செய்தி|முன்னனுப்பிய செய்தி|பகிரப்பட்ட செய்தி|அனுப்பிய செய்தி|மூலச் செய்தி", "அனுப்பப்பட்டது|அனுப்பியது"},
	{"te", "నుండి|పంపినవారు|వీరి నుండి|ప్రేషకుడు", "తేదీ|పంపబడింది|పంపినది", "వీరికి|కు|స్వీకర్త|గ్రహీత", "విషయం", "కాపీ|జోడింపులు|నకలు", "రాశారు|వ్రాశారు|ఇలా వ్రాశారు|ఇలా రాశారు", "అసలు సందేశం|ఫార్వార్డ్ చేసిన సందేశం|ఫార్వర్డ్ చేసిన సందేశం|ఫార్వర్డ్ చేయబడిన సందేశం", "పంపబడింది|పంపినది|పంపించబడింది"},
	{"th", "จาก|ผู้ส่ง", "ส่ง|วันที่|ส่งเมื่อ|วันที่ส่ง|เวลา", "ถึง|ผู้รับ|เรียน", "เรื่อง|หัวข้อ|หัวเรื่อง", "สําเนา|สําเนาถึง|สิ่งที่แนบมา|ตอบกลับ|ความสําคัญ|ไฟล์แนบ", "เขียนว่า|เขียน|ได้เขียน|ได้เขียนว่า", "ข้อความเดิม|ข้อความที่ส่งต่อ|ต้นฉบับข้อความ|ข้อความต้นฉบับ|เริ่มต้นข้อความที่ส่งต่อ|เริ่มข้อความที่ส่งต่อ|ข้อความต้นทาง|จดหมายต้นฉบับ|อีเมลต้นฉบับ", "ส่งจาก|ส่ง|รับ"},
	{"tr", "kimden|gönderen|gönderici", "gönderildi|tarih|gönderme tarihi|gönderilme tarihi|gönderim tarihi|gönderilen", "kime|alıcı|alıcılar", "konu", "bilgi|gizli|ekler|yanıtla|önem|yanıt adresi|bcc|cc|önem derecesi|yanıtlama|öncelik|ek", "yazdı|şunu yazdı|tarihinde şunu yazdı|yazmış|yazıyor|şöyle yazdı|tarihinde yazdı|şunları yazdı|şunu yazmıştı",
	 "orijinal ileti|iletilen ileti|özgün ileti|yönlendirilmiş ileti|orijinal mesaj|iletilmiş mesaj|yönlendirilen mesaj|iletilen mesaj|yönlendirilmiş mesaj|i̇letilmiş mesaj|iletilen ileti başlangıcı|yönlendirilen ileti|yönlendirilen iletinin başlangıcı|i̇letilen ileti|özgün mesaj|orjinal mesaj|asıl ileti|i̇letilen mesaj|iletilmiş ileti|i̇letilmiş ileti|ilk ileti|ilk mesaj|iletilen iletinin başı|iletilen e-posta|i̇letilen e-posta|i̇lk ileti|iletinin başlangıcı|i̇letinin başlangıcı", "gönderildi|gönderilmiştir|edinin|gönderilen|indirin|alın"},
	{"ug", "ئەۋەتكۈچى|كىمدىن", "چېسلا|ئەۋەتىلگەن ۋاقىت|ۋاقتى", "تاپشۇرۇۋالغۇچى|كىمگە", "تېما", "كۆچۈرۈپ يوللاش|قوشۇمچە", "يازدى|يازغان", "ئەسلى ئۇچۇر|ئەسلى خەت|ئالدىغا يوللانغان ئۇچۇر", "ئەۋەتىلدى"},
	{"uk", "від|від кого|відправник|від:", "надіслано|дата|відправлено|надіслане|дата надсилання", "кому|одержувач|отримувач|до", "тема", "копія|вкладення|важливість|копії|відповісти|прихована копія|відповідь на|пріоритет", "пише|написав|написала|написав(ла)|написав(-ла)|пишуть|писав|писала|писав(ла)|написав/ла|написали|пишет|написав(а)",
	 "оригінальне повідомлення|переслане повідомлення|вихідне повідомлення|переадресоване повідомлення|початок листа, що пересилається|початок пересланого повідомлення|пересланий лист|початковий лист|початок переадресованого повідомлення|"
	 "пересилається повідомлення|початкове повідомлення|первинне повідомлення|початок пересланого листа|пересилане повідомлення|перенаправлене повідомлення", "надіслано|відправлено|отримати|надісланий|завантажити|надіслане"},
	{"ur", "منجانب|از طرف|سے|بھیجنے والا", "تاریخ|بھیجا گیا|ارسال کردہ", "بنام|کو|وصول کنندہ|بہ نام", "موضوع|مضمون", "نقل|منسلکات", "نے لکھا|لکھا|نے لکھا ہے|تحریر کیا", "اصل پیغام|آگے بھیجا گیا پیغام|فارورڈ کردہ پیغام|فارورڈ شدہ پیغام", "بھیجا گیا|ارسال"},
	{"uz", "kimdan|yuboruvchi|кимдан|юборувчи|jo'natuvchi", "sana|yuborildi|yuborilgan|сана|юборилган|юборилди", "kimga|qabul qiluvchi|кимга|qabul qiluvchilar", "mavzu|мавзу", "nusxa|ilovalar|нусха", "yozdi|deb yozdi|quyidagilarni yozdi|ёзди|yozgan|деб ёзди", "asl xabar|uzatilgan xabar|yo'naltirilgan xabar|asl xat|асл хабар|йўналтирилган хабар|dastlabki xabar|yo'naltirilgan xabar", "yuborildi|yuborilgan|юборилган|юборилди|jo'natildi"},
	{"vi", "từ|người gửi|gửi từ|thư từ", "đã gửi|ngày|gửi|vào|gửi lúc|ngày gửi|đã gửi lúc|thời gian", "tới|đến|người nhận|gửi đến|gửi tới|cho", "chủ đề|tiêu đề|v/v", "đồng gửi|đính kèm|sao gửi|trả lời|bản sao|tệp đính kèm|tầm quan trọng|đồng kính gửi", "đã viết|viết|đã viết như sau|viết như sau",
	 "thư gốc|tin nhắn gốc|thư được chuyển tiếp|thư chuyển tiếp|tin nhắn được chuyển tiếp|bắt đầu thư được chuyển tiếp|thông điệp gốc|bắt đầu chuyển tiếp thư|nội dung gốc|tin nhắn chuyển tiếp|thư đã chuyển tiếp|bắt đầu thư chuyển tiếp|thư điện tử gốc|email gốc|bắt đầu tin nhắn được chuyển tiếp", "gửi từ|đã gửi|được gửi|tải|lấy|gửi bằng"},
	{"zu", "kusuka|isuka ku|kusukela ku|ivela ku", "usuku|ithunyelwe|idethi|kuthunyelwe", "ku|kuya ku|iya ku", "isihloko|isifundo|udaba", "ikhophi|okunamathiselwe", "ubhale|wabhala|ubhale wathi|bhale", "umlayezo wangempela|umlayezo odluliselwe|umlayezo wokuqala|umyalezo wangempela", "ithunyelwe|kuthunyelwe"},
};
/* clang-format on */

const size_t rap_locales_n = sizeof(rap_locales) / sizeof(*rap_locales);

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/corpus/text: replies and forwards as mail programs write them in many languages, each with the text that
its sender newly wrote, and letters of which nothing may be cut. Run it in tests/corpus. Names and addresses are of nobody."""
import base64
import html
import json
import os

NAME, ADDRESS = 'Secretariat', 'consult@secretariat.example'
WHO = f'{NAME} <{ADDRESS}>'
US = 'Focal Point <nfp@focal.example>'
OLD = ['Dear colleagues,', '', 'please send us your comments before the end of July.', '', 'Best regards,', 'The Secretariat']
SAID = {'en': 'We agree with the second draft.\n\nPlease keep paragraph 4.', 'zh': '我方同意第二稿。\n\n请保留第4段。',
        'ja': '第2稿に同意します。\n\n第4段落は残してください。', 'ko': '두 번째 초안에 동의합니다.\n\n4항은 그대로 두십시오.',
        'ru': 'Мы согласны со вторым проектом.\n\nПросим сохранить пункт 4.', 'mn': 'Бид хоёр дахь төслийг дэмжиж байна.\n\n4 дүгээр зүйлийг хэвээр үлдээнэ үү.'}
count = 0


def put(name, body, text, subject='Re: Second round', kind='text/plain; charset=utf-8'):
    global count
    count += 1
    mail = (f'From: {US}\nTo: {ADDRESS}\nSubject: {subject}\nDate: Mon, 20 Jul 2020 10:11:12 +0900\nMessage-ID: <{name}@focal.example>\n'
            f'MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n{body}\n')
    with open(f'text/{name}.eml', 'wb') as f:
        f.write(mail.encode())
    with open(f'text/{name}.json', 'w') as f:
        f.write(json.dumps({'text': text}, ensure_ascii=False, indent=1) + '\n')


def quoted(lines=OLD):
    return '\n'.join(('> ' + line).rstrip() for line in lines)


def own(code):
    return SAID.get(code.split('-')[0], SAID['en'])


# Code; the line above a quotation (A: address, N: name); labels From, Date, To, Subject; date; name of a forwarded mail.
LANGUAGES = [
    ('en', 'On Mon, Jul 6, 2020 at 9:00 AM N <A> wrote:', 'From|Sent|To|Subject', 'Monday, July 6, 2020 9:00 AM', 'Begin forwarded message:'),
    ('zh', 'N <A> 于2020年7月6日周一 上午9:00写道：', '发件人|发送时间|收件人|主题', '2020年7月6日 9:00', '-------- 转发的消息 --------'),
    ('zh-TW', 'N <A> 於 2020年7月6日 週一 上午9:00寫道：', '寄件者|寄件日期|收件者|主旨', '2020年7月6日 上午 09:00', '---------- 轉寄郵件 ----------'),
    ('ja', '2020年7月6日(月) 9:00 N <A>:', '差出人|送信日時|宛先|件名', '2020年7月6日月曜日 9:00', '-------- 転送メッセージ --------'),
    ('ko', '2020년 7월 6일 (월) 오전 9:00, N <A>님이 작성:', '보낸 사람|보낸 날짜|받는 사람|제목', '2020년 7월 6일 월요일 오전 9:00', '-------- 전달된 메시지 --------'),
    ('ru', 'пн, 6 июл. 2020 г. в 09:00, N <A>:', 'От|Отправлено|Кому|Тема', '6 июля 2020 г. 9:00', '-------- Пересылаемое сообщение --------'),
    ('mn', '2020.07.06 09:00 цагт N <A> бичсэн:', 'Илгээгч|Огноо|Хүлээн авагч|Сэдэв', '2020.07.06 09:00', '-------- Дамжуулсан захидал --------'),
    ('af', 'Op Ma. 06 Jul. 2020 om 09:00 het N <A> geskryf:', 'Van|Gestuur|Aan|Onderwerp', '06 Julie 2020 09:00', '---------- Aangestuurde boodskap ----------'),
    ('ar', 'في الاثنين، ٦ يوليو ٢٠٢٠ في ٩:٠٠ ص تمت كتابة ما يلي بواسطة N <A>:', 'من|تاريخ الإرسال|إلى|الموضوع', '06 يوليو 2020 09:00', '---------- رسالة معاد توجيهها ----------'),
    ('az', 'N <A>, 6 iyl 2020, B.e, 09:00 tarixində bunu yazdı:', 'Kimdən|Tarix|Kimə|Mövzu', '6 iyul 2020 09:00', '---------- Yönləndirilmiş mesaj ----------'),
    ('be', 'пн, 6 ліп 2020 у 09:00 N <A> піша:', 'Ад|Адпраўлена|Каму|Тэма', '6 ліпеня 2020 09:00', '-------- Перасланае паведамленне --------'),
    ('bg', 'На пн, 6.07.2020 г. в 9:00 N <A> написа:', 'От|Изпратено|До|Относно', '6 юли 2020 г. 9:00', '-------- Препратено съобщение --------'),
    ('bn', 'সোম, ৬ জুল, ২০২০ তারিখে ৯:০০ AM টায় N <A> লিখেছেন:', 'প্রেরক|তারিখ|প্রাপক|বিষয়', '৬ জুলাই ২০২০ ০৯:০০', '---------- ফরওয়ার্ড করা বার্তা ----------'),
    ('bs', 'pon, 6. jul 2020. u 09:00 N <A> je napisao/la:', 'Od|Poslano|Za|Predmet', '6. jul 2020. 09:00', '---------- Proslijeđena poruka ----------'),
    ('ca', 'Missatge de N <A> del dia dl., 6 de jul. 2020 a les 9:00:', 'De|Enviat|Per a|Tema', 'dilluns, 6 de juliol de 2020 9:00', '-------- Missatge reenviat --------'),
    ('cs', 'po 6. 7. 2020 v 9:00 odesílatel N <A> napsal:', 'Od|Odesláno|Komu|Předmět', 'pondělí 6. července 2020 9:00', '-------- Přeposlaná zpráva --------'),
    ('cy', 'Ar Llun, 6 Gorff 2020 am 09:00 ysgrifennodd N <A>:', 'Oddi wrth|Anfonwyd|At|Pwnc', '6 Gorffennaf 2020 09:00', '---------- Neges wreiddiol ----------'),
    ('da', 'Den man. 6. jul. 2020 kl. 09.00 skrev N <A>:', 'Fra|Sendt|Til|Emne', '6. juli 2020 09:00', '-------- Videresendt meddelelse --------'),
    ('de', 'Am Mo., 6. Juli 2020 um 09:00 Uhr schrieb N <A>:', 'Von|Gesendet|An|Betreff', 'Montag, 6. Juli 2020 09:00', '-------- Weitergeleitete Nachricht --------'),
    ('el', 'Στις Δευ, 6 Ιουλ 2020 στις 9:00 π.μ., ο χρήστης N <A> έγραψε:', 'Από|Στάλθηκε|Προς|Θέμα', 'Δευτέρα, 6 Ιουλίου 2020 9:00 πμ', '-------- Προωθημένο μήνυμα --------'),
    ('es', 'El lun, 6 jul 2020 a las 9:00, N (<A>) escribió:', 'De|Enviado el|Para|Asunto', 'lunes, 6 de julio de 2020 9:00', '-------- Mensaje reenviado --------'),
    ('et', 'Kuupäev E, 6. juuli 2020 kell 09:00 kirjutas N <A>:', 'Saatja|Saadetud|Adressaat|Teema', 'esmaspäev, 6. juuli 2020 09:00', '-------- Edastatud kiri --------'),
    ('eu', 'N erabiltzaileak (A) hau idatzi zuen (2020 uzt. 6, al. (09:00)):', 'Nork|Bidalita|Nori|Gaia', '2020ko uztailaren 6a 09:00', '-------- Birbidalitako mezua --------'),
    ('fa', 'در تاریخ دوشنبه ۶ ژوئیهٔ ۲۰۲۰، ۹:۰۰ N <A> نوشت:', 'از|تاریخ|به|موضوع', '۶ ژوئیه ۲۰۲۰ ۰۹:۰۰', '---------- پیام اصلی ----------'),
    ('fi', 'ma 6. heinäk. 2020 klo 9.00 N (A) kirjoitti:', 'Lähettäjä|Lähetetty|Vastaanottaja|Aihe', 'maanantai 6. heinäkuuta 2020 9.00', '-------- Välitetty viesti --------'),
    ('fil', 'Noong Lun, Hul 6, 2020 nang 9:00 AM, sinulat ni N <A> ang:', 'Mula kay|Petsa|Para kay|Paksa', 'Hulyo 6, 2020 9:00 AM', '---------- Ipinasang mensahe ----------'),
    ('fr', 'Le lun. 6 juil. 2020 à 09:00, N <A> a écrit :', 'De |Envoyé |À |Objet ', 'lundi 6 juillet 2020 09:00', '-------- Message transféré --------'),
    ('ga', 'Ar Luan 6 Iúil 2020 ag 09:00, scríobh N <A>:', 'Ó|Seolta|Chuig|Ábhar', '6 Iúil 2020 09:00', '---------- Teachtaireacht bhunaidh ----------'),
    ('gl', 'O luns, 6 de xul. de 2020 ás 9:00, N (<A>) escribiu:', 'De|Enviado|Para|Asunto', '6 de xullo de 2020 9:00', '-------- Mensaxe reenviada --------'),
    ('gu', 'સોમ, 6 જુલાઈ, 2020 એ 09:00 AM વાગ્યે, N <A> એ લખ્યું:', 'પ્રેષક|તારીખ|પ્રતિ|વિષય', '6 જુલાઈ 2020 09:00', '---------- મૂળ સંદેશ ----------'),
    ('he', '\u202bבתאריך יום ב׳, 6 ביולי 2020 ב-9:00 מאת \u202aN\u202c\u200f <\u202aA\u202c\u200f>:\u202c', 'מאת|נשלח|אל|נושא', 'יום שני 06 יולי 2020 09:00', '-------- הודעה שהועברה --------'),
    ('hi', 'सोम, 6 जुल॰ 2020 को 9:00 am बजे को N <A> ने लिखा:', 'प्रेषक|भेजा गया|प्रति|विषय', '6 जुलाई 2020 09:00', '---------- अग्रेषित संदेश ----------'),
    ('hr', 'pon, 6. srp 2020. u 09:00 N <A> napisao je:', 'Šalje|Poslano|Prima|Predmet', '6. srpnja 2020. 9:00', '-------- Proslijeđena poruka --------'),
    ('hu', 'N <A> ezt írta (időpont: 2020. júl. 6., H, 9:00):', 'Feladó|Elküldve|Címzett|Tárgy', '2020. július 6., hétfő 9:00', '-------- Továbbított üzenet --------'),
    ('hy', 'Երկ, 6 հլս, 2020-ին 09:00-ին N <A> գրել է.', 'Ումից|Ամսաթիվ|Ում|Թեմա', '6 հուլիսի 2020 09:00', '---------- Փոխանցված հաղորդագրություն ----------'),
    ('id', 'Pada tanggal Sen, 6 Jul 2020 pukul 09.00 N <A> menulis:', 'Dari|Dikirim|Kepada|Perihal', 'Senin, 06 Juli 2020 09.00', '---------- Pesan terusan ----------'),
    ('is', 'mán., 6. júl. 2020 kl. 09:00 skrifaði N <A>:', 'Frá|Sent|Til|Efni', '6. júlí 2020 09:00', '-------- Áframsent skeyti --------'),
    ('it', 'Il giorno lun 6 lug 2020 alle ore 09:00 N <A> ha scritto:', 'Da|Inviato|A|Oggetto', 'lunedì 6 luglio 2020 09:00', '-------- Messaggio inoltrato --------'),
    ('ka', 'ორშ, 6 ივლ. 2020, 09:00 N <A>-მა დაწერა:', 'ვისგან|თარიღი|მიმღები|თემა', '6 ივლისი 2020 09:00', '---------- გადაგზავნილი შეტყობინება ----------'),
    ('kk', 'дс, 6 шіл. 2020 ж. сағат 09:00 кезінде N <A> былай деп жазды:', 'Кімнен|Жіберілді|Кімге|Тақырып', '6 шілде 2020 ж. 9:00', '---------- Бастапқы хабар ----------'),
    ('km', 'នៅថ្ងៃ ចន្ទ, 6 កក្កដា 2020 ម៉ោង 9:00 N <A> បានសរសេរ:', 'ពី|កាលបរិច្ឆេទ|ជូន|ប្រធានបទ', '6 កក្កដា 2020 09:00', '---------- សារដើម ----------'),
    ('kn', 'ಸೋಮ, ಜುಲೈ 6, 2020 ರಂದು 9:00 AM ಸಮಯಕ್ಕೆ N <A> ಅವರು ಬರೆದಿದ್ದಾರೆ:', 'ಇಂದ|ದಿನಾಂಕ|ಗೆ|ವಿಷಯ', '6 ಜುಲೈ 2020 09:00', '---------- ಮೂಲ ಸಂದೇಶ ----------'),
    ('ky', '2020-ж., 6-июл., дш 09:00 N <A> мындай деп жазды:', 'Кимден|Жөнөтүлгөн|Кимге|Тема', '6-июль 2020 09:00', '---------- Баштапкы билдирүү ----------'),
    ('lo', 'ໃນວັນທີ 6 ກໍລະກົດ 2020 ເວລາ 9:00 N <A> ຂຽນວ່າ:', 'ຈາກ|ວັນທີ|ເຖິງ|ຫົວຂໍ້', '6 ກໍລະກົດ 2020 09:00', '---------- ຂໍ້ຄວາມທີ່ສົ່ງຕໍ່ ----------'),
    ('lt', '2020-07-06, pr, 09:00 N <A> rašė:', 'Nuo|Išsiųsta|Kam|Tema', '2020 m. liepos 6 d. 09:00', '-------- Persiųstas laiškas --------'),
    ('lv', 'pirmd., 2020. g. 6. jūl., plkst. 09:00 — lietotājs N (<A>) rakstīja:', 'No|Nosūtīts|Kam|Tēma', '2020. gada 6. jūlijs 09:00', '-------- Pārsūtītais ziņojums --------'),
    ('mk', 'На пон, 6 јули 2020 во 09:00 N <A> напиша:', 'Од|Испратено|До|Тема', '6 јули 2020 09:00', '---------- Препратена порака ----------'),
    ('ml', '2020 ജൂലൈ 6, തിങ്കൾ 9:00 AM-ന് N <A> എഴുതി:', 'പ്രേഷകൻ|തീയതി|സ്വീകർത്താവ്|വിഷയം', '6 ജൂലൈ 2020 09:00', '---------- കൈമാറിയ സന്ദേശം ----------'),
    ('mr', 'सोम, ६ जुलै, २०२० रोजी ९:०० म.पू. वाजता N <A> ने लिहिले:', 'प्रेषक|तारीख|प्रति|विषय', '6 जुलै 2020 09:00', '---------- मूळ संदेश ----------'),
    ('ms', 'Pada Isn, 6 Jul 2020 pada 9:00 PG N <A> menulis:', 'Daripada|Dihantar|Kepada|Subjek', '6 Julai 2020 09:00', '---------- Mesej yang dimajukan ----------'),
    ('my', '၂၀၂၀၊ ဇူ ၆၊ တနင်္လာ ၉:၀၀ တွင် N <A> က ရေးသားခဲ့သည်:', 'မှ|ရက်စွဲ|သို့|အကြောင်းအရာ', '6 ဇူလိုင် 2020 09:00', '---------- မူရင်းစာ ----------'),
    ('ne', 'सोम, जुलाई ६, २०२० मा ९:०० AM मा N <A> ले लेख्नुभयो:', 'प्रेषक|मिति|प्रति|विषय', '6 जुलाई 2020 09:00', '---------- मूल सन्देश ----------'),
    ('nl', 'Op ma 6 jul. 2020 om 09:00 schreef N <A>:', 'Van|Verzonden|Aan|Onderwerp', 'maandag 6 juli 2020 09:00', '-------- Doorgestuurd bericht --------'),
    ('nb', 'man. 6. jul. 2020 kl. 09:00 skrev N <A>:', 'Fra|Sendt|Til|Emne', 'mandag 6. juli 2020 09:00', '-------- Videresendt melding --------'),
    ('nn', 'Den mån. 6. juli 2020 kl. 09:00 skreiv N <A>:', 'Frå|Sendt|Til|Emne', '6. juli 2020 09:00', '-------- Vidaresend melding --------'),
    ('pa', 'ਸੋਮ, 6 ਜੁਲਾਈ 2020 ਨੂੰ 9:00 AM ਵਜੇ N <A> ਨੇ ਲਿਖਿਆ:', 'ਵੱਲੋਂ|ਮਿਤੀ|ਪ੍ਰਤੀ|ਵਿਸ਼ਾ', '6 ਜੁਲਾਈ 2020 09:00', '---------- ਮੂਲ ਸੁਨੇਹਾ ----------'),
    ('pl', 'pon., 6 lip 2020 o 09:00 N <A> napisał(a):', 'Od|Wysłane|Do|Temat', 'poniedziałek, 6 lipca 2020 09:00', '-------- Wiadomość przekazana --------'),
    ('pt-BR', 'Em seg., 6 de jul. de 2020 às 09:00, N <A> escreveu:', 'De|Enviado|Para|Assunto', 'segunda-feira, 6 de julho de 2020 09:00', '-------- Mensagem encaminhada --------'),
    ('pt', 'N <A> escreveu no dia segunda, 6/07/2020 à(s) 09:00:', 'De|Enviada em|Para|Assunto', '6 de julho de 2020 09:00', '-------- Mensagem reencaminhada --------'),
    ('ro', 'În lun., 6 iul. 2020 la 09:00, N <A> a scris:', 'De la|Trimis|Către|Subiect', 'luni, 6 iulie 2020 09:00', '-------- Mesaj redirecționat --------'),
    ('si', '2020 ජූලි 6 සඳුදා 9:00 ට N <A> මෙසේ ලිවීය:', 'වෙතින්|දිනය|වෙත|විෂය', '2020 ජූලි 6 09:00', '---------- මුල් පණිවිඩය ----------'),
    ('sk', 'po 6. 7. 2020 o 9:00 N <A> napísal(a):', 'Od|Odoslané|Komu|Predmet', 'pondelok 6. júla 2020 9:00', '-------- Preposlaná správa --------'),
    ('sl', 'V V pon., 6. jul. 2020 ob 09:00 je oseba N <A> napisala:', 'Od|Poslano|Za|Zadeva', '6. julij 2020 09:00', '-------- Posredovano sporočilo --------'),
    ('sq', 'Më hën, 6 korr 2020 në 9:00 N <A> shkroi:', 'Nga|Dërguar|Për|Tema', '6 korrik 2020 09:00', '-------- Mesazhi i përcjellë --------'),
    ('sr', 'пон, 6. јул 2020. у 09:00 N <A> је написао/ла:', 'Од|Послато|За|Тема', '6. јул 2020. 09:00', '-------- Прослеђена порука --------'),
    ('sr-Latn', 'pon, 6. jul 2020. u 09:00 N <A> je napisao/la:', 'Od|Poslato|Za|Naslov', '6. jul 2020. 09:00', '-------- Prosleđena poruka --------'),
    ('sv', 'Den mån 6 juli 2020 kl 09:00 skrev N <A>:', 'Från|Skickat|Till|Ämne', 'den 6 juli 2020 09:00', '-------- Vidarebefordrat meddelande --------'),
    ('sw', 'Mnamo Jtt, 6 Jul 2020, saa 9:00 N <A> aliandika:', 'Kutoka|Tarehe|Kwa|Mada', '6 Julai 2020 09:00', '---------- Ujumbe asili ----------'),
    ('ta', 'திங்கள், 6 ஜூலை, 2020 அன்று 9:00 AM மணிக்கு, N <A> எழுதியது:', 'அனுப்புநர்|தேதி|பெறுநர்|பொருள்', '6 ஜூலை 2020 09:00', '---------- அசல் செய்தி ----------'),
    ('te', 'సోమ, 6 జులై 2020 9:00 AMకి, N <A> ఇలా రాశారు:', 'నుండి|తేదీ|వీరికి|విషయం', '6 జులై 2020 09:00', '---------- అసలు సందేశం ----------'),
    ('th', 'ในวันที่ จ. 6 ก.ค. 2020 เวลา 9:00 N <A> เขียนว่า:', 'จาก|ส่ง|ถึง|เรื่อง', 'วันจันทร์ที่ 6 กรกฎาคม 2563 9:00', '---------- ข้อความที่ส่งต่อ ----------'),
    ('tr', 'N <A>, 6 Tem 2020 Pzt, 09:00 tarihinde şunu yazdı:', 'Kimden|Gönderildi|Kime|Konu', '6 Temmuz 2020 Pazartesi 09:00', '-------- İletilen İleti --------'),
    ('uk', 'пн, 6 лип. 2020 р. о 09:00 N <A> пише:', 'Від|Надіслано|Кому|Тема', '6 липня 2020 р. 9:00', '-------- Переслане повідомлення --------'),
    ('ur', 'پیر، 6 جولائی 2020 کو 9:00 AM پر N <A> نے لکھا:', 'منجانب|تاریخ|بنام|موضوع', '6 جولائی 2020 09:00', '---------- اصل پیغام ----------'),
    ('uz', 'Du, 6-iyul, 2020-yil 09:00 da N <A> quyidagilarni yozdi:', 'Kimdan|Sana|Kimga|Mavzu', '6-iyul 2020 09:00', '---------- Asl xabar ----------'),
    ('vi', 'Vào Th 2, 6 thg 7, 2020 vào lúc 9:00 N <A> đã viết:', 'Từ|Đã gửi|Tới|Chủ đề', '6 tháng bảy 2020 9:00 SA', '-------- Thư được chuyển tiếp --------'),
    ('zu', 'Ngo-Mso, Jul 6, 2020 ngo-09:00 N <A> ubhale wathi:', 'Kusuka|Usuku|Ku|Isihloko', '6 Julayi 2020 09:00', '---------- Umlayezo odluliselwe ----------'),
    # Of no table: the shape alone must do.
    ('xx', 'Qan 6 zum 2020, 09:00 N <A> brontu:', 'Vorl|Zumi|Hant|Tofe', '6 zum 2020 09:00', '-------- Grelmo tanvi --------'),
]


def languages():
    for code, line, labels, date, marker in LANGUAGES:
        line = line.replace('N', NAME, 1) if 'N <' in line or 'N (' in line or 'N\u202c' in line or 'N erab' in line else line
        line = line.replace('A\u202c', ADDRESS + '\u202c').replace('<A>', f'<{ADDRESS}>').replace('(A)', f'({ADDRESS})')
        labels = labels.split('|')
        put(f'attribution-{code}', f'{own(code)}\n\n{line}\n\n{quoted()}', own(code))
        head = '\n'.join(f'{label}: {value}' for label, value in zip(labels, (WHO, date, US, 'Second round')))
        put(f'header-{code}', f'{own(code)}\n\n' + head + '\n\n' + '\n'.join(OLD), own(code))
        forward = '\n'.join(f'{labels[i]}: {value}' for i, value in ((3, 'Second round'), (1, date), (0, WHO), (2, US)))
        put(f'forward-{code}', f'{own(code)}\n\n{marker}\n{forward}\n\n' + '\n'.join(OLD), own(code), subject='Fwd: Second round')


def wrapped():
    for name, lines in (
            ('wrapped-en', f'On Mon, Jul 6, 2020 at 9:00 AM The Secretariat of the Consultation\non behalf of the Partners <{ADDRESS}>\nwrote:'),
            ('wrapped-address', f'El lun, 6 jul 2020 a las 9:00, {NAME} (<\n{ADDRESS}>) escribió:'),
            ('wrapped-verb', f'Le lun. 6 juil. 2020 à 09:00, {NAME} <{ADDRESS}>\na écrit :'),
            ('wrapped-zh', f'{NAME} <{ADDRESS}> 于2020年7月6日周一\n上午9:00写道：'),
            ('wrapped-date', f'Den Mon, 6 Jul 2020 09:00:00 +0900\nskrev {NAME} <{ADDRESS}>:'),
            ('wrapped-three', f'On Jul 6, 2020,\nat 9:00,\n{NAME} <{ADDRESS}> wrote:')):
        put(name, f'We agree.\n\n{lines}\n\n{quoted()}', 'We agree.')
        put(name + '-adjacent', f'We agree.\n{lines}\n{quoted()}', 'We agree.')


SHAPES = [ # client, what stands below the words
    ('thunderbird', f'On 7/6/20 9:00 AM, {NAME} wrote:\n' + quoted()),
    ('thunderbird-de', f'Am 06.07.20 um 09:00 schrieb {NAME}:\n' + quoted()),
    ('thunderbird-name-only', f'{NAME} wrote:\n' + quoted()),
    ('yandex', f'06.07.2020, 09:00, "{NAME}" <{ADDRESS}>:\n' + quoted()),
    ('mail-ru', f'Понедельник, 6 июля 2020, 9:00 +09:00 от {NAME} <{ADDRESS}>:\n\n' + quoted()),
    ('the-bat', 'Monday, July 6, 2020, 9:00:00 AM, you wrote:\n\n' + '\n'.join('S> ' + line for line in OLD if line)),
    ('groupwise', f'>>> {NAME} <{ADDRESS}> 07/06/20 9:00 AM >>>\n' + '\n'.join(OLD)),
    ('zimbra', f'----- Original Message -----\nFrom: "{NAME}" <{ADDRESS}>\nTo: "Focal Point" <nfp@focal.example>\nSent: Monday, July 6, 2020 9:00:00 AM\nSubject: Second round\n\n' + '\n'.join(OLD)),
    ('ionos', f'---------- Ursprüngliche Nachricht ----------\nVon: {WHO}\nAn: {US}\nDatum: 6. Juli 2020 um 09:00\nBetreff: Second round\n\n' + '\n'.join(OLD)),
    ('hubspot', f'---------- Forwarded message ----------\nFrom: {WHO}\nDate: Jul 6, 2020\nSubject: Second round\nTo: {US}\n\n' + '\n'.join(OLD)),
    ('zoho', f'---- On Mon, 06 Jul 2020 09:00:00 +0900 {ADDRESS} wrote ----\n\n' + '\n'.join(OLD)),
    ('lotus', f'-----{NAME} <{ADDRESS}> wrote: -----\nTo: {US}\nFrom: {WHO}\nDate: 07/06/2020 09:00AM\nSubject: Second round\n\n' + '\n'.join(OLD)),
    ('qq', f'------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "{NAME}"<{ADDRESS}>;\n发送时间: 2020年7月6日(星期一) 上午9:00\n收件人: "nfp"<nfp@focal.example>;\n主题: Second round\n\n' + '\n'.join(OLD)),
    ('netease', f'---- 回复的原邮件 ----\n发件人 {WHO}\n\n' + '\n'.join(OLD)),
    ('naver', f'-----Original Message-----\nFrom: "{NAME}"<{ADDRESS}>\nTo: <nfp@focal.example>\nCc:\nSent: 2020-07-06 (월) 09:00:00 (GMT+09:00)\nSubject: Second round\n\n' + '\n'.join(OLD)),
    ('outlook-bold', f'*From:* {WHO}\n*Sent:* Monday, July 6, 2020 9:00 AM\n*To:* {US};\nSomebody Else <else@focal.example>\n*Cc:* X\n*Subject:* RE: Second round\n\n' + '\n'.join(OLD)),
    ('outlook-rule', f'________________________________\nFrom: {WHO}\nSent: Monday, July 6, 2020 9:00 AM\nTo: {US}\nSubject: Second round\n\n' + '\n'.join(OLD)),
    ('apple-forward', 'Begin forwarded message:\n\n' + quoted([f'From: {WHO}', 'Subject: Second round', 'Date: July 6, 2020 at 9:00:00 AM', f'To: {US}', ''] + OLD)),
    ('yahoo', f'On Monday, July 6, 2020, 9:00:00 AM GMT+9, {NAME} <{ADDRESS}> wrote:\n\n' + '\n'.join(OLD)),
    ('yahoo-old', f'--- On Mon, 7/6/20, {NAME} <{ADDRESS}> wrote:\n\n' + quoted()),
    ('mutt', f'On Mon, Jul 06, 2020 at 09:00:00AM +0900, {NAME} wrote:\n' + quoted()),
    ('gnus', f'{NAME} <{ADDRESS}> writes:\n\n' + quoted()),
    ('claws', f'On Mon, 6 Jul 2020 09:00:00 +0900\n{NAME} <{ADDRESS}> wrote:\n\n' + quoted()),
    ('reminder-at-the-end', f'{quoted()}\n\nRegards,\nFocal Point'),
]


def shapes():
    for name, below in SHAPES:
        put(f'shape-{name}', f'We agree with all of it.\n\n{below}', 'We agree with all of it.')


TAGLINES = ['Sent from my iPhone', 'Sent from my Galaxy', 'Sent from Mail for Windows 10', 'Get Outlook for iOS<https://aka.ms/o0ukef>',
            'Sent from Yahoo Mail on Android', '发自我的iPhone', '從我的 iPhone 傳送', '获取 Outlook for iOS', 'iPhoneから送信', 'Galaxyから送信',
            '나의 iPhone에서 보냄', '내 갤럭시 스마트폰에서 보냈습니다.', 'Отправлено с iPhone', 'Отправлено из мобильной Почты Mail.ru', 'Миний iPhone-оос илгээв',
            'Von meinem iPhone gesendet', 'Gesendet von Mail für Windows', 'Envoyé de mon iPhone', 'Télécharger Outlook pour Android', 'Enviado desde mi iPhone',
            'Inviato da iPhone', 'Enviado do meu iPhone', 'Verstuurd vanaf mijn iPad', 'Skickat från min iPhone', 'Sendt fra min iPhone', 'Lähetetty iPhonesta',
            'Odesláno z iPhonu', 'Odoslané z iPhonu', 'Wysłane z iPhone’a', 'Elküldve az iPhone-omról', "iPhone'umdan gönderildi", 'Στάλθηκε από το iPhone μου',
            'Надіслано з iPhone', 'Изпратено от моя iPhone', 'Trimis de pe iPhone-ul meu', 'Poslano z mojega iPhona', 'Saadetud minu iPhone’ist', 'Nosūtīts no mana iPhone',
            'Enviat des del meu iPhone', 'Được gửi từ iPhone của tôi', 'ส่งจาก iPhone ของฉัน', 'Dikirim dari iPhone saya', 'נשלח מה-iPhone שלי', 'أُرسلت من الـ iPhone',
            'मेरे iPhone से भेजा गया', 'Nire iPhonetik bidalia', 'Sent with Proton Mail secure email.', 'Virus-free. www.avast.com']


def taglines():
    for i, line in enumerate(TAGLINES):
        put(f'tagline-{i + 1:02}', f'We agree with all of it.\n\n{line}\n\nOn Mon, Jul 6, 2020 at 9:00 AM {NAME} <{ADDRESS}> wrote:\n\n{quoted()}',
            'We agree with all of it.')


TAILS = [
    ('dashes', '-- \nFocal Point\nMinistry of Environment\n+1 555 0100'),
    ('dashes-bare', '--\nFocal Point'),
    ('long-dash', '—\nFocal Point\nMinistry of Environment'),
    ('underscores', '__\nFocal Point\nnfp@focal.example'),
    ('rule-and-contact', '______________________\nFocal Point\nMinistry of Environment\nTel. +1 555 010 0100'),
    ('dash-name', '-Focal Point'),
    ('list', '_______________________________________________\nRound mailing list\nround@lists.example\nhttps://lists.example/mailman/listinfo/round'),
    ('group', '-- \nYou received this message because you are subscribed to the Google Groups "round" group.\nTo unsubscribe from this group, send an email to round+unsubscribe@lists.example.'),
    ('notice', 'CONFIDENTIALITY NOTICE: This e-mail and any attachments are confidential and intended for the addressee alone.\n\nIf you have received it in error, please delete it.'),
    ('notice-de', 'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben,\nlöschen Sie sie bitte. Das unbefugte Kopieren ist nicht gestattet.'),
    ('notice-ru', 'Настоящее сообщение является конфиденциальным и предназначено только для адресата. Если вы получили его по ошибке, пожалуйста, удалите его.'),
    ('notice-zh', '本邮件及其附件含有保密信息，仅限于发送给收件人使用。禁止任何其他人以任何形式使用。如果您错收了本邮件，请您立即通知发件人并删除本邮件！'),
    ('notice-ja', '本メールは機密情報を含む場合があります。宛先以外の方が誤って受信された場合は、直ちに削除してください。'),
    ('notice-ko', '이 메일은 지정된 수신인만을 위한 것이며 기밀 정보를 포함할 수 있습니다. 잘못 수신하신 경우 즉시 삭제하여 주시기 바랍니다.'),
    ('scanner', '---\nThis email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus'),
    ('paper', 'Please consider the environment before printing this email.'),
    ('tagline-and-notice', 'Sent from my iPad\n\nThis email and any attachments are for the intended recipient; disclosure or copying by others is prohibited.'),
]


def tails():
    for name, tail in TAILS:
        put(f'tail-{name}', f'We agree with all of it.\nPlease go on.\n\n{tail}', 'We agree with all of it.\nPlease go on.')


KEPT = [ # letters of which nothing may be cut
    ('wrote-in-prose', 'On Monday he wrote:\n\n"The text is balanced."\n\nWe think so, too.'),
    ('wrote-with-date', 'On 6 July 2020 the Ministry wrote:\n\nthe text is balanced.\n\nWe think so, too.'),
    ('wrote-de', 'Am Montag schrieb der Minister: der Text ist ausgewogen.\n\nDas meinen wir auch.'),
    ('wrote-ru', 'В понедельник министр написал: текст сбалансирован.\n\nМы согласны.'),
    ('wrote-ja', '先週、大臣は次のように述べました：\n\n文案は均衡がとれている。\n\n同意します。'),
    ('flights', 'Please note:\n\nFrom: Tokyo\nTo: Incheon\nDate: 3 September 2020\n\nWe are two persons.'),
    ('memo', 'From: Ministry of Environment\nTo: Secretariat\nSubject: Second round\nDate: 20 July 2020\n\nWe agree with the draft.'),
    ('labels', 'Subject: we would make it shorter.\nDate: 2021 is better.\n\nThat is all.'),
    ('labels-fr', 'De : notre côté, aucune objection.\nObjet : à préciser dans la partie 3.\n\nMerci.'),
    ('labels-ko', '제목: 더 짧게 하는 것이 좋겠습니다.\n\n날짜: 2021년이 더 적절합니다.'),
    ('people', 'These will come:\n\nAnna Berg <anna.berg@ministry.example>\nBaatar <baatar@ministry.example>\n\nBoth need a visa.'),
    ('hour', '2020-09-03 14:00 is the time that we propose.\n\nAnna Berg <anna.berg@ministry.example> will be in the chair.'),
    ('dashes-in-prose', 'We have two wishes -- both are small -- and one question.\n\n-- the first is the date\n-- the second is the place\n\nWhen will you answer?'),
    ('dashes-between', 'First the dates\n-----\nthen the money\n-----\nthen the place'),
    ('headed', '-------- Our answer --------\nSupport with changes.\n\n-------- Reason --------\nThe dates are too early.'),
    ('code', 'The table is read with\n\n    for line in table:\n        print(line, end="")  # -- no more\n\nand printed.'),
    ('patch', 'Please change it so:\n\n--- a/draft.txt\n+++ b/draft.txt\n-shall\n+should\n\nThat is all.'),
    ('list', 'We propose:\n\n- water\n- air\n- Baltic Sea'),
    ('arrow', 'We say: 5 -> 6, and x > y.\n\nNothing else.'),
    ('confidential', 'Confidential: please do not give this to the press before Monday.\n\nOur figure is 1.2 million.'),
    ('message', 'This message is intended to tell you that we agree.\n\nThe information contained in this letter may be published.'),
    ('telephones', 'Users of an iPhone or of Android must be able to read the page.\n\nSent from my iPhone is a line that should not be shown, please tell the company.'),
    ('sent', 'Sent the table on Friday from the office.\n\nPlease confirm.'),
    ('regards-in-prose', 'Best regards to the chair, by the way: we like the text.\n\nWe propose one change.'),
    ('original', 'Original message of the campaign: clean air for all. We would keep it.\n\nThe forwarded message to the ministers was good, too.'),
    ('notes', 'We follow the guidelines [1] and the report [2].\n\n---\n[1] https://report.example/one\n[2] https://report.example/two'),
    ('closing-and-name', 'We agree.\n\nBest regards,\nAnna Berg'),
    ('colon-above-nothing', 'Our answers are the following:'),
    ('virus', 'The programme on viruses in water should go on; it has been checked by the ministry.'),
]


def kept():
    for name, text in KEPT:
        put(f'kept-{name}', text, text)
        if name not in ('colon-above-nothing',):
            put(f'kept-{name}-quote', f'{text}\n\nOn Mon, Jul 6, 2020 at 9:00 AM {NAME} <{ADDRESS}> wrote:\n\n{quoted()}', text)


def between():
    put('between-quotes', 'Our answers are below.\n\nOn Mon, Jul 6, 2020 at 9:00 AM X <x@y.example> wrote:\n> Do you agree with part 1?\n\nYes.\n\n> With part 2?\nNo: it is too long.\n> Who will come?\n\nTwo persons.\n\nRegards,\nFocal Point',
        'Our answers are below.\n\nYes.\n\nNo: it is too long.\n\nTwo persons.\n\nRegards,\nFocal Point')
    put('between-deep', '> > The first question.\n> The first answer.\n\nThe second answer.\n\n> > And the third?\n\nThe fourth answer.', 'The second answer.\n\nThe fourth answer.')
    put('above-and-below', f'On Mon, Jul 6, 2020 at 9:00 AM {NAME} <{ADDRESS}> wrote:\n\n{quoted()}\n\nWe agree with all of it.\n\nThe table will come on Friday.', 'We agree with all of it.\n\nThe table will come on Friday.')


OLD_HTML = '<br>'.join(html.escape(line) for line in OLD)
HEAD_HTML = '<b>From:</b> Secretariat &lt;consult@secretariat.example&gt;<br><b>Sent:</b> Monday, July 6, 2020 9:00 AM<br><b>To:</b> Focal Point &lt;nfp@focal.example&gt;<br><b>Subject:</b> Second round<br>'
LINE_HTML = f'On Mon, Jul 6, 2020 at 9:00 AM {NAME} &lt;{ADDRESS}&gt; wrote:'
CONTAINERS = [
    ('gmail', f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{LINE_HTML}<br></div><blockquote class="gmail_quote">{OLD_HTML}</blockquote></div>'),
    ('gmail-forward', f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Secretariat</b> &lt;{ADDRESS}&gt;<br>Date: Mon, Jul 6, 2020 at 9:00 AM<br>Subject: Second round<br>To: &lt;nfp@focal.example&gt;<br></div><br><br>{OLD_HTML}</div>'),
    ('outlook', f'<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">{HEAD_HTML}</p></div></div><p>{OLD_HTML}</p>'),
    ('outlook-web', f'<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">{HEAD_HTML}</div><div>{OLD_HTML}</div>'),
    ('outlook-mobile', f'<div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr><div id="divRplyFwdMsg">{HEAD_HTML}</div><div>{OLD_HTML}</div>'),
    ('rule-and-head', f'<hr><div>{HEAD_HTML}</div><div>{OLD_HTML}</div>'),
    ('thunderbird', f'<div class="moz-cite-prefix">On 7/6/20 9:00 AM, {NAME} wrote:<br></div><blockquote type="cite">{OLD_HTML}</blockquote>'),
    ('yahoo', f'<div id="yahoo_quoted_1" class="yahoo_quoted"><div>{LINE_HTML}</div><div>{OLD_HTML}</div></div>'),
    ('proton', f'<div class="protonmail_quote">{LINE_HTML}<br><blockquote class="protonmail_quote" type="cite">{OLD_HTML}</blockquote></div>'),
    ('zoho', f'<div class="zmail_extra"><div>---- {LINE_HTML} ----</div><blockquote>{OLD_HTML}</blockquote></div>'),
    ('apple', f'<div><br><blockquote type="cite"><div>On Jul 6, 2020, at 9:00 AM, {NAME} &lt;{ADDRESS}&gt; wrote:</div><div>{OLD_HTML}</div></blockquote></div>'),
    ('mac-outlook', f'<span id="OLK_SRC_BODY_SECTION"><div>{HEAD_HTML}</div><div>{OLD_HTML}</div></span>'),
    ('mail-ru', f'<blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Понедельник, 6 июля 2020, 9:00 +09:00 от {NAME} &lt;{ADDRESS}&gt;:<br><div>{OLD_HTML}</div></blockquote>'),
    ('yandex', f'<div>06.07.2020, 09:00, "{NAME}" &lt;{ADDRESS}&gt;:</div><blockquote>{OLD_HTML}</blockquote>'),
    ('netease', f'<div class="ntes-mailmaster-quote"><div>---- 回复的原邮件 ----</div><div>{OLD_HTML}</div></div>'),
    ('netease-web', f'<div style="position:relative;zoom:1"></div><div id="divNeteaseMailCard"></div><br>At 2020-07-06 09:00:00, "{NAME}" &lt;{ADDRESS}&gt; wrote:<br><blockquote id="isReplyContent">{OLD_HTML}</blockquote>'),
    ('qq', f'<div><br></div><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;------------------</div><div><div><b>发件人:</b> {NAME} &lt;{ADDRESS}&gt;</div><div><b>发送时间:</b> 2020年7月6日(星期一) 上午9:00</div><div><b>收件人:</b> nfp</div><div><b>主题:</b> Second round</div></div><div>{OLD_HTML}</div>'),
    ('foxmail', f'<blockquote style="margin-Top: 0px; margin-Bottom: 0px; margin-Left: 0.5em"><div>&nbsp;</div><div><b>发件人：</b>&nbsp;{ADDRESS}<br><b>发送时间：</b>&nbsp;2020-07-06 09:00</div><div>{OLD_HTML}</div></blockquote>'),
    ('naver', f'<div><p>-----Original Message-----<br><b>From:</b> "{NAME}" &lt;{ADDRESS}&gt;<br><b>To:</b> nfp<br><b>Sent:</b> 2020-07-06 (월) 09:00:00<br><b>Subject:</b> Second round</p><div>{OLD_HTML}</div></div>'),
    ('zimbra', f'<hr id="zwchr"><div><b>From: </b>"{NAME}" &lt;{ADDRESS}&gt;<br><b>To: </b>nfp<br><b>Sent: </b>Monday, July 6, 2020 9:00:00 AM<br><b>Subject: </b>Second round</div><div>{OLD_HTML}</div>'),
    ('roundcube', f'<p id="reply-intro">On 2020-07-06 09:00, {NAME} wrote:</p><blockquote type="cite">{OLD_HTML}</blockquote>'),
]


def containers():
    for name, below in CONTAINERS:
        put(f'html-{name}', f'<html><body><div>We agree with all of it.</div><div><br></div><div>Please keep paragraph 4.</div>{below}</body></html>',
            'We agree with all of it.\n\nPlease keep paragraph 4.', kind='text/html; charset=utf-8')
    put('html-answers-between', f'<div class="gmail_quote"><div class="gmail_attr">{LINE_HTML}</div><blockquote>Do you agree?</blockquote><div>Yes.</div><blockquote>Who will come?</blockquote><div>Two persons.</div></div>',
        'Yes.\n\nTwo persons.', kind='text/html; charset=utf-8')


if __name__ == '__main__':
    os.makedirs('text', exist_ok=True)
    for part in (languages, wrapped, shapes, taglines, tails, kept, between, containers):
        part()
    print(count)

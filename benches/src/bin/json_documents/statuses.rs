//! Short messages of users: records in records, and many texts, of which some have escapes.

use crate::document::Document;
use crate::records::records;

records! {
    struct Answer {
        [max_bytes = 4_000_000]
        statuses: List<Status>,
    }
    struct Status {
        id: u64,
        id_str: String,
        text: String,
        source: String,
        created_at: String,
        lang: String,
        truncated: bool,
        favorited: bool,
        in_reply_to_status_id: Maybe<u64>,
        in_reply_to_screen_name: Maybe<String>,
        user: User,
        entities: Entities,
        retweet_count: u32,
        favorite_count: u32,
        retweeted_status: Maybe<Retweeted>,
    }
    struct Retweeted {
        id: u64,
        id_str: String,
        text: String,
        source: String,
        created_at: String,
        lang: String,
        user: User,
        entities: Entities,
        retweet_count: u32,
    }
    struct User {
        id: u64,
        id_str: String,
        name: String,
        screen_name: String,
        location: String,
        description: String,
        url: Maybe<String>,
        created_at: String,
        time_zone: Maybe<String>,
        utc_offset: Maybe<i32>,
        followers_count: u32,
        friends_count: u32,
        statuses_count: u32,
        verified: bool,
        profile_background_color: String,
        profile_background_image_url: String,
        profile_image_url: String,
        profile_image_url_https: String,
        profile_background_image_url_https: String,
        profile_banner_url: String,
        profile_link_color: String,
        profile_text_color: String,
    }
    struct Entities {
        hashtags: List<Hashtag>,
        urls: List<Url>,
        user_mentions: List<Mention>,
    }
    struct Hashtag {
        text: String,
        indices: [u32; 2],
    }
    struct Url {
        url: String,
        expanded_url: String,
        display_url: String,
        indices: [u32; 2],
    }
    struct Mention {
        id: u64,
        name: String,
        screen_name: String,
        indices: [u32; 2],
    }
}

macro_rules! sum_of {
    ($status:expr) => {{
        let (id, text, user, entities) = (&$status.id, &$status.text, &$status.user, &$status.entities);
        let hashtags = entities.hashtags.iter().map(|hashtag| hashtag.text.len()).sum::<usize>();
        let urls = entities.urls.iter().map(|url| url.url.len() + url.expanded_url.len()).sum::<usize>();
        let mentions = entities.user_mentions.iter().map(|user| user.name.len() + user.indices[1] as usize);
        let of_user = user.description.len() + user.name.len() + user.time_zone.as_ref().map_or(0, |zone| zone.len());
        *id as usize % 1_000 + text.len() + of_user + hashtags + urls + mentions.sum::<usize>()
    }};
}

macro_rules! sum_with_retweeted {
    ($status:expr) => {{
        let status = $status;
        let reply = status.in_reply_to_screen_name.as_ref().map_or(0, |name| name.len());
        sum_of!(status) + reply + status.retweeted_status.as_ref().map_or(0, |retweeted| sum_of!(retweeted))
    }};
}

/// A page of answers.
pub struct Statuses;

impl Document for Statuses {
    const NAME: &str = "135 statuses";
    const LIMIT: usize = 4_000_000;
    type Fresh = fresh::Answer;
    type Pooled = pooled::Answer;

    fn text(times: u32) -> String {
        let statuses: Vec<_> = (0..135 * times).map(status_with_retweeted).collect();
        format!(r#"{{"statuses":[{}],"search_metadata":{{"completed_in":0.087,"count":135}}}}"#, statuses.join(","))
    }

    fn fresh_sum(document: &fresh::Answer) -> usize {
        document.statuses.iter().map(|status| sum_with_retweeted!(status)).sum()
    }

    fn pooled_sum(document: &pooled::Answer) -> usize {
        document.statuses.iter().map(|status| sum_with_retweeted!(status)).sum()
    }
}

/// One of them.
pub struct Single;

impl Document for Single {
    const NAME: &str = "one status";
    /// The three lists of `entities`, with the default limit. The texts beside them have the default limit of a text.
    const LIMIT: usize = 3 * 64 * 1024;
    type Fresh = fresh::Status;
    type Pooled = pooled::Status;

    fn text(times: u32) -> String {
        status(5, times, "null")
    }

    fn fresh_sum(document: &fresh::Status) -> usize {
        sum_with_retweeted!(document)
    }

    fn pooled_sum(document: &pooled::Status) -> usize {
        sum_with_retweeted!(document)
    }
}

/// Four of five repeat another one, which is then in them.
fn status_with_retweeted(n: u32) -> String {
    let retweeted = if n.is_multiple_of(5) { "null".to_owned() } else { status(n + 7_000, 1, "null") };
    status(n, 1, &retweeted)
}

/// A status of about 3 KB, in which `retweeted` stands. Its lists are `times` as long as usual.
fn status(n: u32, times: u32, retweeted: &str) -> String {
    let text = if n.is_multiple_of(3) {
        concat!(
            r#"\u300c明日の天気\u300d 晴れのち曇り、夕方から風が強くなる見込みです。\n\n \"詳しくは\" こちら: "#,
            r"http:\/\/example.org\/weather\/tomorrow お出かけの際は上着を忘れずに"
        )
    } else {
        "今日は朝から雨が降っていて、とても静かな一日でした。みなさんはどう過ごしましたか。\
         明日は晴れるそうなので、早起きして海まで歩いてみるつもりです。写真もたくさん撮ってきます"
    };
    let reply = if n.is_multiple_of(4) { r#""someone_else""# } else { "null" };
    let fields = [
        format!(r#""metadata":{{"result_type":"recent","iso_language_code":"ja"}},"created_at":"{DATE}""#),
        format!(r#""id":5058748000000{n:05},"id_str":"5058748000000{n:05}","text":"{text}","truncated":false"#),
        r#""source":"<a href=\"http:\/\/example.org\/download\/for\/phones\" rel=\"nofollow\">a client<\/a>""#
            .to_owned(),
        format!(r#""in_reply_to_status_id":null,"in_reply_to_user_id":null,"in_reply_to_screen_name":{reply}"#),
        format!(r#""user":{},"geo":null,"coordinates":null,"place":null,"contributors":null"#, user(n)),
        format!(r#""retweeted_status":{retweeted},"retweet_count":{},"favorite_count":{}"#, n % 90, n % 7),
        format!(r#""entities":{},"favorited":false,"retweeted":false,"lang":"ja""#, entities(n, times)),
    ];
    format!("{{{}}}", fields.join(","))
}

const DATE: &str = "Sun Aug 31 00:29:15 +0000 2014";

fn user(n: u32) -> String {
    let images = r"http:\/\/images.example.org\/profile";
    let [url, zone, offset] = match n % 2 {
        0 => ["null", "null", "null"],
        _ => [r#""http:\/\/t.example.org\/V4oyL0xtZk""#, r#""Irkutsk""#, "32400"],
    };
    let fields = [
        format!(r#""id":11868550{n:05},"id_str":"11868550{n:05}","name":"名前 {n}","screen_name":"name_{n}""#),
        r#""location":"海の見える町","description":"写真と音楽と本が好きです。\n旅の記録 \/ 無言フォローすみません。""#
            .to_owned(),
        format!(r#""url":{url},"entities":{{"description":{{"urls":[]}}}},"protected":false,"followers_count":{n}"#),
        format!(r#""friends_count":{},"listed_count":2,"created_at":"{DATE}","favourites_count":{n}"#, n * 3),
        format!(r#""utc_offset":{offset},"time_zone":{zone},"geo_enabled":false,"verified":false"#),
        format!(r#""statuses_count":{},"lang":"en","contributors_enabled":false,"is_translator":false"#, n * 17),
        r#""is_translation_enabled":false,"profile_background_color":"C0DEED""#.to_owned(),
        format!(r#""profile_background_image_url":"{images}_background\/themes\/theme{}\/bg.png""#, n % 19),
        format!(r#""profile_background_tile":false,"profile_image_url":"{images}_images\/4971{n:05}\/normal.jpeg""#),
        format!(r#""profile_image_url_https":"{images}_images\/4971{n:05}\/normal.jpeg""#),
        format!(r#""profile_background_image_url_https":"{images}_background\/themes\/theme{}\/bg.png""#, n % 19),
        r#""profile_sidebar_border_color":"C0DEED","profile_sidebar_fill_color":"DDEEF6""#.to_owned(),
        format!(r#""profile_banner_url":"{images}_banners\/11868550{n:05}\/1409318784""#),
        r#""profile_link_color":"0084B4","profile_text_color":"333333","profile_use_background_image":true"#.to_owned(),
        r#""default_profile":true,"following":false,"follow_request_sent":false,"notifications":false"#.to_owned(),
    ];
    format!("{{{}}}", fields.join(","))
}

fn entities(n: u32, times: u32) -> String {
    let list = |many: u32, one: &dyn Fn(u32) -> String| (0..many * times).map(one).collect::<Vec<_>>().join(",");
    let hashtags = list(n % 3, &|tag| format!(r#"{{"text":"話題{tag}","indices":[{tag},{}]}}"#, n % 140));
    let urls = list(n % 2, &|url| {
        let shown = format!(r"example.org\/page\/{n}\/{url}");
        format!(
            r#"{{"url":"http:\/\/t.example\/{url}","expanded_url":"http:\/\/{shown}",{}}}"#,
            format_args!(r#""display_url":"{shown}","indices":[0,22]"#)
        )
    });
    let mentions = list(n % 4, &|user| {
        format!(
            r#"{{"screen_name":"person_{user}","name":"知り合い {user}",{}}}"#,
            format_args!(r#""id":8695{n:05},"id_str":"8695{n:05}","indices":[3,19]"#)
        )
    });
    format!(r#"{{"hashtags":[{hashtags}],"symbols":[],"urls":[{urls}],"user_mentions":[{mentions}]}}"#)
}

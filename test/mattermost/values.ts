/** Values as events bring them: those that would do something if they went out as they are, and those that would not. */

const mentions = [
  '@channel', '@all', '@here', '@CHANNEL', '@Here', '@bob', '@BOB', '@bob.', '(@bob)', '/@bob', 'x.@bob', 'a:@channel', '@bob：', '_@bob_', '__@bob__',
  '**@bob**', '~~@bob~~', '\\@channel', '\\@bob', '\\\\@bob', '&#64;channel', '&#x40;bob', '&#X40;bob', '&commat;channel', '&#64', '&#0064;all', '@@bob', '@@@channel',
  '<!channel>', '<!here>', '<!all>', '<@in6az544fidfipw54ksxchrt1w>', '<!everyone>', '<<!channel>>', '<@channel>', '> @channel', '# @channel', '- @channel', '1. @all',
  '| @channel |', '[@channel](http://e.com)', '<http://e.com|@channel>', '<!-- @channel -->', '`@channel', '`@channel`', '```\n@channel\n```', '    @channel',
  '@channel @channel', '@channel,@all;@here', '"@channel"', "'@bob'", '@bob\n@channel', '\n@channel', 'x\u200b@bob', '\u200b@channel', '\u200d@bob', '\ufeff@here', '@\u0000channel',
  '@channel\u202e', '.@bob', '-@bob', ':@bob', ':@channel:', '@bob:', '@bob-', '@bob_', '@bob,@alice', 'é@bob', '你好@bob', '_@channel', '@', 'x@', '@bob@alice', '1@bob', '@bob/2',
  '@channel&amp;', '&@channel', '#@channel', '~@channel', '=@channel', '@channel\u2424@all', '@channel!', '$@channel$', '{@channel}', '</@channel>', '@\u00ad@channel'
]

const formats = [
  '*x*', '**x**', '***x***', '_x_', '__x__', '__init__', '___', '_a b_', 'a *b* c', 'a _b_ c', '*a_b_c*', 'é_b_c_', '~~x~~', '~~~', '~~~\nx\n~~~', '`x`', '``x``', '``` x ```', '```\nx\n```', '```latex\nx\n```',
  '`', '``', '*', '* x', '*  x', '- x', '+ x', '-', '+', '1. x', '1) x', '12345678901. x', '1.', '. x', ') x', '  - x', '- a\n- b', '1. a\n2. b', '# x', '## x', '###### x', '  # x', '#', '# x #', 'x\n==', 'x\n--', 'x\n=-', 'x\n---', '==', '--',
  '---', 'x\n---:', 'x\n:--', 'x\n :-:', '- - -', '***', '* * *', '_ _ _', '-- -', '> x', '>x', '  > x', '>', '> a\n> b', '    code', '\tcode', '\u00a0\u00a0\u00a0\u00a0code', '  \tcode', 'x\n\n    code', '\u2424# x', 'a\u2424\u2424- b', 'a|b\n-|-\nc|d', '|a|b|\n|-|-|\n|c|d|', '|', 'a | b',
  '\\', '\\\\', '\\*x\\*', '\\_', '\\`x\\`', 'x\\', '\\[x\\]', '\\#', '&lt;b&gt;', '&amp;', '&amp;amp;', '&copy;', '&#42;x&#42;', '&#x2a;', '&nbsp;', '&', 'x &lt', '<b>x</b>', '<script>alert(1)</script>', '<br>', '<!-- x', '-->', '<?x?>', '<![CDATA[x]]>',
  '$x$', '$x + y$ z', '$$x$$', '[x]: http://e.com', '\n\n\n# x', 'a\r\n# b', 'a\r- b', 'x  \ny', '\u202egpj.exe', '\u2066x', '{"a":"*b*"}', '**', '__', '*x', 'x*', '_x', 'x_', '~~x', '[x', 'x]', '\u2028# x'
]

const links = [
  'http://e.com', 'https://e.com/a_b_c?x=1&y=2#z', 'HTTP://E.COM', 'ftp://e.com', 'http:/e.com', 'http:e.com', 'https:e', 'git://e.com', 'javascript:alert(1)', 'javascript://x', 'data:text/html,x', 'www.e.com', 'www2.e.com', 'WWW.e.com', '_www.e.com', 'x www.e.com',
  'e.com/x', 'evil.example.com/x', '*e.com/x', '[x](http://e.com)', '![x](http://e.com/x.png)', '[x](javascript:alert(1))', '[x][y]', '[x]', '](http://e.com)', '](http://e.com) [', ')[x](http://e.com)', '<http://e.com>', '<http://e.com|x>', '<x|y>', 'a <b|c> d',
  '<a href="http://e.com">x</a>', '<mailto:x@e.com>', 'x@e.com', 'first.last+tag@mail.example.com', 'mailto:x@e.com', 'tel:+123', 'mattermost://x', 'mattermost:x', '_tel:1', '#tag', '#tag-x', 'x #tag', '(#tag)', '##tag', '#ünï', '&#x41;', '~soc', 'x ~soc', '(~town-square)', '~SOC', '~~~soc', '</3~soc'
]

const faces = [
  ':x:', ':+1:', ':-1:', 'a :smile: b', ':a_b:', ':100:', 'x:fire:y', 'aa:bb:cc', ':)', ':-)', ':(', ':-(', ';)', ';-)', ':o', ':-o', ':O', ':]', ':d', ':D', ':-D', 'x-d', 'X-D', ':p', ':-P', ':[', ':@', ":'(", ':’(', ':`(', ':/', ':-/', ':s', ':|', ':-|', ':$', ':-x', '<3', '</3', '&lt;3', '\\:)', '\\<3', 'x:)', '(:)', '<3:)',
  'x <3 y', '&)', '<)', '&amp;)', 'x;)'
]

export const hostile: readonly string[] = [...mentions, ...formats, ...links, ...faces]

/** Read as they are, and go out as they are where they stand: no backslash, entity or invisible character. */
export const untouched: readonly string[] = [
  'sshd: brute force trying to get access to the system. Non existent user.', 'snake_case_name', 'C:\\Windows\\System32', '10:30:05', '50% (3/6) - done.', 'file-name_v1.2.tar.gz', 'localhost.localdomain', '/var/log/auth.log', '/usr/local/bin/check_disk --warn=80',
  '2024-03-01T10:30:05.123Z', '192.168.1.10', '192.168.1.10:8080', '10.0.0.0/8', 'fe80::1', '::1', 'CPU at 97.3%', 'é à ü ñ', '磁盘已满', 'Привет, мир', 'مرحبا', '🔥 disk full 🚨', "it's \"quoted\"", '(in brackets)', '{a, b}', 'a = b + c - d', 'a - b', '3 * 4 = 12', 'x^2', '1,000,000', '$5 and $6',
  'C# and F# code', 'issue #123', 'up 5 days, load 0.1', 'kernel: oom-killer: killed process 1234 (java)', 'SELECT name FROM users;', 'key=value; other=1', 'user/group', 'yes/no', 'why?', 'what!', 'a, b; c: d.', 'error: file not found', '5 minutes ago (about 300 s)', 'v1.2.3-rc.1', 'UTF-8', '0x1f', '-5', '+3.2', '1.5', '42', 'true', 'null',
  'HTTP 503 from api', 'Level 3 / Rack 4', "O'Brien", 'a\nb', 'first line\nsecond line', '100 % sure', 'eth0', 'svc-web-01.prod.example.com', 'ETHERNET/IP', 'Dr. No', 'No. 5', 'e.g. this', '~ 5 min', 'a ~ b', '§ 5', '25 °C', '10 µs', 'naïve', '…', '–'
]

/** Read as they are, though a character of theirs is written in another way. */
export const harmless: readonly string[] = [
  ...untouched,
  'a < b && c > d', 'AT&T', 'R&D', '10.0.0.1 -> 10.0.0.2', '[ERROR] failed', 'x | y', 'root@10.0.0.1', 'list[0]', 'cron: 0 * * * *', '"a": [1, 2]', 'aa:bb:cc:dd:ee:ff', 'a => b', 'std::vector<int>', '\\\\server\\share', 'C:\\', '50 & 60', '-', 'a|b|c', 'https://siem.example.com/alerts/17'
]

// node-red-dev looks the package's name and node types up in the Flow Library's catalogue on the network. This answers
// that one request with an empty catalogue, so the two checks that need it (P08 names, N01 types) say nothing here;
// all others run for real.
const axios = require('axios')

const catalogue = 'https://catalogue.nodered.org/catalogue.json'
const get = axios.get

axios.get = (url, ...rest) => (url === catalogue ? Promise.resolve({ data: { modules: [] } }) : get(url, ...rest))

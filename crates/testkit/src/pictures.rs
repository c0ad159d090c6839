//! Small pictures, written by hand from the specification of PNG (W3C, third edition).

/// A PNG of one colour, so many pixels across and down.
///
/// # Panics
/// Where its pixels take more than 65,535 bytes.
pub fn png(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let line: Vec<u8> = [0].into_iter().chain((0..width).flat_map(|_| colour)).collect();
    let pixels = line.repeat(usize::try_from(height).expect("a height"));
    let length = u16::try_from(pixels.len()).expect("a small picture");
    // One block that is stored as it is (RFC 1951, 3.2.4), between what zlib puts around it (RFC 1950).
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(&pixels);
    data.extend(adler(&pixels).to_be_bytes());
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", &data), chunk(b"IEND", &[])];
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks.concat()].concat()
}

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = u32::try_from(content.len()).expect("a small chunk");
    [length.to_be_bytes().as_slice(), &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit))
}

fn adler(bytes: &[u8]) -> u32 {
    let (mut one, mut two) = (1, 0);
    for byte in bytes {
        one = (one + u32::from(*byte)) % 65_521;
        two = (two + one) % 65_521;
    }
    (two << 16) | one
}
